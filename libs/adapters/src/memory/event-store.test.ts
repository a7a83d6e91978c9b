import { eventStoreContract } from '@cauce/ports/contract';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { MemoryEventStore } from './event-store.ts';

eventStoreContract('memory', async () => {
  const store = new MemoryEventStore(hurriedMonotonic());
  return { store, dispose: () => store.close() };
});
