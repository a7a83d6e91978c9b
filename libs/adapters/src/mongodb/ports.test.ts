import {
  checkpointsContract,
  dueIndexContract,
  keyVaultContract,
  leasesContract,
  type MakeFresh,
  readModelsContract,
} from '@cauce/ports/contract';
import { describeOn } from '@cauce/testing/servers';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import { MongoCheckpoints } from './checkpoints.ts';
import { MongoDatabase } from './database.ts';
import { MongoDueIndex } from './due-index.ts';
import { MongoKeyVault } from './key-vault.ts';
import { MongoLeases } from './leases.ts';
import { MongoReadModels } from './read-models.ts';
import { discard, freshSettings } from './testing/fresh-database.ts';

const MASTER_KEY = Buffer.alloc(32, 7);

const overDatabase =
  <T>(make: (database: MongoDatabase) => T | Promise<T>): MakeFresh<T> =>
  async () => {
    const database = new MongoDatabase(await freshSettings());
    return { it: await make(database), dispose: () => discard(database) };
  };

describeOn('mongo', 'the ports over MongoDB', () => {
  checkpointsContract(
    'mongodb',
    overDatabase((database) => new MongoCheckpoints(database)),
  );
  dueIndexContract(
    'mongodb',
    overDatabase((database) => MongoDueIndex.open(database)),
  );
  readModelsContract(
    'mongodb',
    overDatabase((database) => new MongoReadModels(database)),
  );
  keyVaultContract(
    'mongodb',
    overDatabase((database) => MongoKeyVault.open(database, MASTER_KEY)),
  );
  leasesContract(
    'mongodb',
    overDatabase((database) => {
      const clocks = { one: new ManualMonotonic(), two: new ManualMonotonic() };
      return {
        one: new MongoLeases(database, clocks.one),
        two: new MongoLeases(database, clocks.two),
        pass: (taker: 'one' | 'two', ms: number) => clocks[taker].pass(ms),
      };
    }),
  );
});
