export { SegmentationModule } from './segmentation.module.ts';
export { SEGMENTATION, TreatmentWaker, type TreatmentKey } from './treatment-waker.ts';
