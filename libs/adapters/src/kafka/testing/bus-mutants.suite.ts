import { messageBusContract } from '@cauce/ports/contract';
import { testServers } from '@cauce/testing/servers';
import { describe } from '@jest/globals';
import { BUS_MUTANTS } from './bus-mutants.ts';
import { kafkaHarness, sessionMs } from './kafka-harness.ts';

// Run by a test that expects each of these suites to fail, and the first to pass.
for (const [name, mutant] of [['has no fault', {}] as const, ...Object.entries(BUS_MUTANTS)]) {
  describe(name, () => {
    messageBusContract('kafka', async () => {
      const addresses = await testServers.kafka();
      const it = await kafkaHarness(addresses, sessionMs(addresses), mutant);
      return { it, dispose: () => it.end() };
    });
  });
}
