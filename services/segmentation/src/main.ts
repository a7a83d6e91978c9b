import 'reflect-metadata';
import { startService } from '@cauce/runtime';
import { runProgram, serviceWork } from '@cauce/runtime/distributed';
import { SEGMENTATION, SEGMENTATION_PACE, SegmentationModule } from './index.ts';

await runProgram('segmentation', async ({ core, config }) => {
  const module = SegmentationModule.register(core, config.plan.strategy);
  return serviceWork(core, await startService(core, SEGMENTATION, module, SEGMENTATION_PACE));
});
