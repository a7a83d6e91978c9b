import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteCheckpoints } from './checkpoints.ts';
import { SqliteDueIndex } from './due-index.ts';
import { SqliteKeyVault } from './key-vault.ts';
import { SqliteLeases } from './leases.ts';
import { openSqliteFolder } from './open-folder.ts';
import { SqliteParkedMessages } from './parked-messages.ts';
import { SqliteReadModels } from './read-models.ts';
import { WorkFile } from './work-file.ts';

const MASTER_KEY = Buffer.alloc(32, 7);

const inFolder =
  <T>(make: (folder: string, onDispose: (close: () => unknown) => void) => T) =>
  async () => {
    const { folder, remove } = await temporaryFolder();
    await mkdir(folder);
    const closers: (() => unknown)[] = [];
    const it = make(folder, (close) => closers.push(close));
    return {
      it,
      dispose: async () => {
        for (const close of closers) await close();
        await remove();
      },
    };
  };

const overWorkFile = <T>(make: (file: WorkFile) => T) =>
  inFolder((folder, onDispose) => {
    const file = new WorkFile(join(folder, 'work.db'));
    onDispose(() => file.close());
    return make(file);
  });

checkpointsContract(
  'sqlite',
  overWorkFile((file) => new SqliteCheckpoints(file)),
);
dueIndexContract(
  'sqlite',
  overWorkFile((file) => new SqliteDueIndex(file)),
);
parkedMessagesContract(
  'sqlite',
  overWorkFile((file) => new SqliteParkedMessages(file)),
);
leasesContract(
  'sqlite',
  inFolder((folder, onDispose) => {
    const taker = () => {
      const file = new WorkFile(join(folder, 'work.db'));
      onDispose(() => file.close());
      const clock = new ManualMonotonic();
      return { clock, leases: new SqliteLeases(file, clock) };
    };
    const [one, two] = [taker(), taker()];
    const clocks = { one: one.clock, two: two.clock };
    return {
      one: one.leases,
      two: two.leases,
      pass: (who: 'one' | 'two', ms: number) => clocks[who].pass(ms),
    };
  }),
);
readModelsContract(
  'sqlite',
  inFolder((folder, onDispose) => {
    const models = new SqliteReadModels(join(folder, 'models.db'));
    onDispose(() => models.close());
    return models;
  }),
);
keyVaultContract(
  'sqlite',
  inFolder((folder, onDispose) => {
    const vault = new SqliteKeyVault(join(folder, 'keys.db'), () => MASTER_KEY, 10);
    onDispose(() => vault.close());
    return vault;
  }),
);
ledgerContract('sqlite', async () => {
  const { folder, remove } = await temporaryFolder();
  const it = await openSqliteFolder(folder, { monotonic: hurriedMonotonic() });
  return { it, dispose: () => it.close().then(remove) };
});
