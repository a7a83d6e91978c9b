import type { Strategy } from '@cauce/domain';
import { CORE, type Core, type Narrowed } from '@cauce/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { SegmentationController } from './segmentation.controller.ts';
import { TreatmentWaker } from './treatment-waker.ts';

/**
 * Debtors worked at once: half as many as the services that follow it work, and wait for, at once. So the debts of a
 * large file go through the line one after the other, while what was read of them is at hand, and do not pile up
 * before the sender.
 */
export const SEGMENTATION_PACE: Narrowed = { concurrency: 32 };

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
