import {
  checkpointsContract,
  dueIndexContract,
  keyVaultContract,
  leasesContract,
  ledgerContract,
  parkedMessagesContract,
  readModelsContract,
} from '@cauce/ports/contract';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import { MemoryCheckpoints } from './checkpoints.ts';
import { MemoryDueIndex } from './due-index.ts';
import { openMemory } from './index.ts';
import { MemoryKeyVault } from './key-vault.ts';
import { MemoryLeases } from './leases.ts';
import { MemoryParkedMessages } from './parked-messages.ts';
import { MemoryReadModels } from './read-models.ts';

const fresh =
  <T>(make: () => T) =>
  async () => ({ it: make(), dispose: async () => {} });

checkpointsContract(
  'memory',
  fresh(() => new MemoryCheckpoints()),
);
dueIndexContract(
  'memory',
  fresh(() => new MemoryDueIndex()),
);
keyVaultContract(
  'memory',
  fresh(() => new MemoryKeyVault()),
);
parkedMessagesContract(
  'memory',
  fresh(() => new MemoryParkedMessages()),
);
readModelsContract(
  'memory',
  fresh(() => new MemoryReadModels()),
);
leasesContract(
  'memory',
  fresh(() => {
    const clocks = { one: new ManualMonotonic(), two: new ManualMonotonic() };
    const stored = new Map();
    return {
      one: new MemoryLeases(clocks.one, stored),
      two: new MemoryLeases(clocks.two, stored),
      pass: (taker: 'one' | 'two', ms: number) => clocks[taker].pass(ms),
    };
  }),
);
ledgerContract(
  'memory',
  fresh(() => openMemory({ monotonic: hurriedMonotonic() })),
);
