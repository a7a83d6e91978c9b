import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreContract } from '@cauce/ports/contract';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { SqliteEventStore } from './event-store.ts';
import { startLogWriter } from './log-writer-thread.ts';

eventStoreContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cauce-log-'));
  const file = join(folder, 'log.db');
  const open = async () => {
    const writer = await startLogWriter({ file, ledger: `${folder}/log.ledger`, kept: 10 });
    return { store: new SqliteEventStore(file, writer, hurriedMonotonic(), 10), writer };
  };
  let current = await open();
  const close = async (): Promise<void> => {
    await current.store.close();
    await current.writer.close();
  };
  return {
    store: current.store,
    reopen: async () => {
      await close();
      current = await open();
      return current.store;
    },
    dispose: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  };
});
