import { CORE, type Core } from '@cauce/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { ScoringController } from './scoring.controller.ts';

/** Scores each debt with a documented formula. */
@Module({})
export class ScoringModule {
  static register(core: Core): DynamicModule {
    return {
      module: ScoringModule,
      controllers: [ScoringController],
      providers: [{ provide: CORE, useValue: core }],
    };
  }
}
