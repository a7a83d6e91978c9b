import type { Strategy } from '@cauce/domain';
import { CORE, type Core } from '@cauce/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { SegmentationController } from './segmentation.controller.ts';
import { TreatmentWaker } from './treatment-waker.ts';

/** Segments debts and plans each debtor's next contact. */
@Module({})
export class SegmentationModule {
  static register(core: Core, strategy: Strategy): DynamicModule {
    return {
      module: SegmentationModule,
      controllers: [SegmentationController],
      providers: [
        { provide: CORE, useValue: core },
        { provide: TreatmentWaker, useFactory: () => new TreatmentWaker(core, strategy) },
      ],
    };
  }
}
