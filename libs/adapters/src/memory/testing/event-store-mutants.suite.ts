import { eventStoreContract } from '@cauce/ports/contract';
import { hurriedMonotonic } from '../../shared/hurried-monotonic.ts';
import { MemoryEventStore } from '../event-store.ts';
import { EVENT_STORE_MUTATIONS, mutated } from './event-store-mutants.ts';

// Run by a test that expects each of these suites to fail, and the first to pass.
for (const [name, mutation] of [
  ['no fault', () => ({})] as const,
  ...Object.entries(EVENT_STORE_MUTATIONS),
]) {
  eventStoreContract(name, async () => {
    const store = new MemoryEventStore(hurriedMonotonic());
    return { store: mutated(store, mutation), dispose: () => store.close() };
  });
}
