export { SEGMENTATION_PACE, SegmentationModule } from './segmentation.module.ts';
export { SEGMENTATION, type TreatmentKey, TreatmentWaker } from './treatment-waker.ts';
