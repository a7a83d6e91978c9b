import { ageAfter, Leased } from '@cauce/runtime';
import { runProgram } from '@cauce/runtime/distributed';
import { Reporting } from './index.ts';

/** One process of all keeps the read models; the others stand by. */
await runProgram('reporting', async ({ core, owner, tell }) => {
  const { leases, monotonic } = core;
  const reporting = new Reporting(core, { shared: true });
  await reporting.open();
  core.telemetry.gauge('cauce.projection.lag', async () => [
    { value: await ageAfter(core, await reporting.runner.noted()), attributes: {} },
  ]);
  const projecting = new Leased({
    leases,
    monotonic,
    name: 'projections',
    owner,
    tell,
    begin: async () => {
      await reporting.start();
      return { stop: () => reporting.close() };
    },
  });
  return {
    stir: async () => 0,
    settle: () => reporting.caughtUp(),
    problems: () => (reporting.runner.failure === null ? [] : [`read models: ${reporting.runner.failure}`]),
    stop: () => projecting.stop(),
  };
});
