import type { Monotonic } from '@cauce/ports';
import { MemoryCheckpoints } from './checkpoints.ts';
import { MemoryDueIndex } from './due-index.ts';
import { MemoryEventStore } from './event-store.ts';
import { MemoryKeyVault } from './key-vault.ts';
import { MemoryLeases } from './leases.ts';
import { MemoryLedger } from './ledger.ts';
import { MemoryParkedMessages } from './parked-messages.ts';
import { MemoryReadModels } from './read-models.ts';

/** The ports in memory, gone with the process: for tests, and as the measure of the other adapters. */
export const openMemory = ({ monotonic }: { readonly monotonic: Monotonic }) => {
  const store = new MemoryEventStore(monotonic);
  return {
    store,
    dueIndex: new MemoryDueIndex(),
    leases: new MemoryLeases(monotonic),
    checkpoints: new MemoryCheckpoints(),
    parkedMessages: new MemoryParkedMessages(),
    readModels: new MemoryReadModels(),
    keyVault: new MemoryKeyVault(),
    ledger: new MemoryLedger(store),
    /** Nobody looks for a process by its memory. */
    announce: (_api: string | null): void => {},
    close: () => store.close(),
  };
};

export { ManualMonotonic } from '../shared/manual-monotonic.ts';
export { MemoryLeases } from './leases.ts';
export { OverlayEventStore } from './overlay-event-store.ts';
export { MemoryGateway } from './send-gateway.ts';
