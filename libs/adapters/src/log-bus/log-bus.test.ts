import type { Checkpoints, EventStore, ParkedMessages } from '@cauce/ports';
import { type BusHarness, messageBusContract, SampleStreams } from '@cauce/ports/contract';
import { openMemory } from '../memory/index.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { openSqliteFolder } from '../sqlite/index.ts';
import { LogBus } from './log-bus.ts';

interface Ports {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  readonly parkedMessages: ParkedMessages;
  close(): Promise<void>;
}

const monotonic = hurriedMonotonic();

/** A bus over some ports; `open` gives what is stored, after a `close` again. */
const harnessOver = async (open: () => Promise<Ports>): Promise<BusHarness & { end(): Promise<void> }> => {
  const streams = new SampleStreams();
  const failures: string[] = [];
  const start = (ports: Ports): Promise<LogBus> =>
    LogBus.open({
      ...ports,
      monotonic,
      onFailure: (group, key, reason) => failures.push([group, key, reason].join('|')),
    });
  let ports = await open();
  let bus = await start(ports);
  const end = async (): Promise<void> => {
    await bus.close();
    await ports.close();
  };
  return {
    get bus() {
      return bus;
    },
    failures,
    append: async (stream, count, type, data) => {
      const appended = await ports.store.append([streams.next(stream, count, data, type)]);
      if (!appended.ok) throw new Error(`${appended.conflict} moved`);
    },
    reopen: async () => {
      await end();
      ports = await open();
      bus = await start(ports);
    },
    die: async () => {
      bus = await start(ports);
    },
    end,
  };
};

messageBusContract('memory', async () => {
  const memory = openMemory({ monotonic });
  // What is in memory cannot be closed and opened again: only the bus is.
  const it = await harnessOver(async () => ({ ...memory, close: async () => {} }));
  return {
    it,
    dispose: async () => {
      await it.end();
      await memory.close();
    },
  };
});

messageBusContract('sqlite', async () => {
  const { folder, remove } = await temporaryFolder();
  const it = await harnessOver(() => openSqliteFolder(folder, { monotonic }));
  return {
    it,
    dispose: async () => {
      await it.end();
      await remove();
    },
  };
});
