import 'reflect-metadata';
import { startService } from '@cauce/runtime';
import { runProgram, serviceWork } from '@cauce/runtime/distributed';
import { SCORING, ScoringModule } from './index.ts';

await runProgram('scoring', async ({ core }) =>
  serviceWork(core, await startService(core, SCORING, ScoringModule.register(core))),
);
