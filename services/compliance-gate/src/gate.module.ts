import type { PackFile } from '@cauce/rule-packs';
import { CORE, type Core } from '@cauce/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { GateController } from './gate.controller.ts';
import { Gate } from './gate.ts';
import { Packs } from './packs.ts';

/** Asks the law whether a contact may happen now. */
@Module({})
export class ComplianceGateModule {
  static register(core: Core, packs: readonly PackFile[]): DynamicModule {
    return {
      module: ComplianceGateModule,
      controllers: [GateController],
      providers: [
        { provide: CORE, useValue: core },
        { provide: Gate, useFactory: () => new Gate(core, new Packs(packs)) },
      ],
    };
  }
}
