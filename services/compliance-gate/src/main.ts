import 'reflect-metadata';
import { readPacks } from '@cauce/rule-packs';
import { startService } from '@cauce/runtime';
import { runProgram, serviceWork } from '@cauce/runtime/distributed';
import { COMPLIANCE_GATE, ComplianceGateModule } from './index.ts';

await runProgram('compliance-gate', async ({ core }) => {
  const module = ComplianceGateModule.register(core, readPacks());
  return serviceWork(core, await startService(core, COMPLIANCE_GATE, module));
});
