import { randomUUID } from 'node:crypto';
import type { EventStore } from '@cauce/ports';
import type { EventStoreHarness } from '@cauce/ports/contract';
import { MemoryEventStore } from '../../memory/event-store.ts';
import { hurriedMonotonic } from '../../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../../shared/system-monotonic.ts';
import { EventStoreDbEventStore } from '../event-store.ts';
import { EventStoreDouble } from './double.ts';
import { DoubleLog } from './double-log.ts';

/** Room for the largest append of the contract suite. */
export const SUITE_APPEND_BYTES = 16 << 20;

/** A log of its own on a server that others use too. */
export const serverHarness = async (url: string): Promise<EventStoreHarness> => {
  const namespace = `test.${randomUUID()}.`;
  const open = () => EventStoreDbEventStore.open({ url, namespace, monotonic: systemMonotonic });
  const opened: EventStore[] = [await open()];
  const reopen = async (): Promise<EventStore> => {
    await opened.at(-1)?.close();
    const again = await open();
    opened.push(again);
    return again;
  };
  return {
    store: opened[0] as EventStore,
    reopen,
    another: open,
    dispose: async () => {
      await opened.at(-1)?.close();
    },
  };
};

/** A log on a double that nobody else uses, over a store in memory. */
export const doubleHarness = async (): Promise<EventStoreHarness & { readonly double: EventStoreDouble }> => {
  const log = new DoubleLog(new MemoryEventStore(hurriedMonotonic()));
  const double = await EventStoreDouble.start({ log, maxAppendBytes: SUITE_APPEND_BYTES });
  double.faults.eagerCheckpoints = true;
  const harness = await serverHarness(double.url);
  return {
    ...harness,
    double,
    dispose: async () => {
      await harness.dispose();
      await double.stop();
    },
  };
};
