import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Checkpoints,
  DueIndex,
  EventStore,
  KeyVault,
  Leases,
  Ledger,
  Monotonic,
  ParkedMessages,
  ReadModels,
} from '@cauce/ports';
import { masterKeyFrom } from '../shared/master-key.ts';
import { SqliteCheckpoints } from './checkpoints.ts';
import { SqliteDueIndex } from './due-index.ts';
import { SqliteEventStore } from './event-store.ts';
import { lockFolder } from './folder-lock.ts';
import { SqliteKeyVault } from './key-vault.ts';
import { SqliteLeases } from './leases.ts';
import { SqliteLedger } from './ledger.ts';
import { startLogWriter } from './log-writer-thread.ts';
import { moveParked } from './move-parked.ts';
import { SqliteParkedMessages } from './parked-messages.ts';
import { SqliteReadModels } from './read-models.ts';
import { masterKeyFile, settleMasterKey } from './rewrap.ts';
import { WorkFile } from './work-file.ts';

export interface FolderOptions {
  readonly monotonic: Monotonic;
  /** Streams, and keys of people, lately used that are kept in memory; left out, 20,000. */
  readonly kept?: number;
  /** Most pages of 8 KiB that the log may have, to try a full disk. */
  readonly maxPages?: number;
  /** 32 bytes that wrap the keys; left out, those of `keys/master.key` in the folder, made at first use. */
  readonly masterKey?: Uint8Array;
}

/** The ports over one folder of data, and the ledger beside it (`FOLDER.ledger`). */
export interface Folder {
  readonly store: EventStore;
  readonly dueIndex: DueIndex;
  readonly leases: Leases;
  readonly checkpoints: Checkpoints;
  readonly parkedMessages: ParkedMessages;
  readonly readModels: ReadModels;
  readonly keyVault: KeyVault;
  readonly ledger: Ledger;
  /** Says where this process can be reached, for whoever finds the folder held. */
  announce(api: string | null): void;
  close(): Promise<void>;
}

/** Opens a folder of data for this process alone, making what is missing. Throws FolderHeldError. */
export const openSqliteFolder = async (folder: string, options: FolderOptions): Promise<Folder> => {
  const { monotonic, kept = 20_000, maxPages, masterKey } = options;
  const lock = lockFolder(folder);
  const opened: (() => void | Promise<void>)[] = [() => lock.release()];
  const close = async (): Promise<void> => {
    const faults: unknown[] = [];
    for (const undo of opened.splice(0).reverse()) {
      try {
        await undo();
      } catch (fault) {
        faults.push(fault);
      }
    }
    // Everything is let go of first, the lock last.
    if (faults.length > 0) throw faults[0];
  };
  try {
    const file = join(folder, 'log.db');
    // By whatever name the folder is opened: two ledgers of one log would each miss what the other saw.
    const ledger = `${realpathSync(folder)}.ledger`;
    const writer = await startLogWriter({ file, ledger, kept, ...(maxPages !== undefined && { maxPages }) });
    opened.push(() => writer.close());
    const store = new SqliteEventStore(file, writer, monotonic, kept);
    opened.push(() => store.close());
    await moveParked(folder);
    const work = new WorkFile(join(folder, 'work.db'));
    opened.push(() => work.close());
    const readModels = new SqliteReadModels(join(folder, 'models.db'));
    opened.push(() => readModels.close());
    settleMasterKey(folder);
    const end = await store.end();
    const masterKeyOf = (isNew: boolean): Uint8Array => {
      if (isNew && end !== null)
        throw new Error('keys.db is missing, and nobody can be read without it: put it back');
      return masterKey ?? masterKeyFrom(masterKeyFile(folder), isNew);
    };
    const keyVault = new SqliteKeyVault(join(folder, 'keys.db'), masterKeyOf, kept);
    opened.push(() => keyVault.close());
    const leases = new SqliteLeases(work, monotonic);
    await leases.freeAll();
    return {
      store,
      dueIndex: new SqliteDueIndex(work),
      leases,
      checkpoints: new SqliteCheckpoints(work),
      parkedMessages: new SqliteParkedMessages(work),
      readModels,
      keyVault,
      ledger: new SqliteLedger(file, ledger, writer),
      announce: lock.announce,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
