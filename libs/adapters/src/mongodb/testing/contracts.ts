import {
  checkpointsContract,
  dueIndexContract,
  keyVaultContract,
  leasesContract,
  type MakeFresh,
  parkedMessagesContract,
  readModelsContract,
} from '@cauce/ports/contract';
import { ManualMonotonic } from '../../shared/manual-monotonic.ts';
import { MongoCheckpoints } from '../checkpoints.ts';
import { MongoDatabase } from '../database.ts';
import { MongoDueIndex } from '../due-index.ts';
import { MongoKeyVault } from '../key-vault.ts';
import { MongoLeases } from '../leases.ts';
import { MongoParkedMessages } from '../parked-messages.ts';
import { MongoReadModels } from '../read-models.ts';
import { discard, freshSettings } from './fresh-database.ts';

/** Makes of a database what the adapters see of it. */
export type View = (database: MongoDatabase) => MongoDatabase;

const MASTER_KEY = Buffer.alloc(32, 7);

const over =
  <T>(view: View, make: (database: MongoDatabase) => T | Promise<T>): MakeFresh<T> =>
  async () => {
    const database = new MongoDatabase(await freshSettings());
    return { it: await make(view(database)), dispose: () => discard(database) };
  };

/** The contract suite of each port, over a database of its own for each test. */
export const contracts = {
  Checkpoints: (view: View) =>
    checkpointsContract(
      'mongodb',
      over(view, (database) => new MongoCheckpoints(database)),
    ),
  DueIndex: (view: View) =>
    dueIndexContract(
      'mongodb',
      over(view, (database) => MongoDueIndex.open(database)),
    ),
  ParkedMessages: (view: View) =>
    parkedMessagesContract(
      'mongodb',
      over(view, (database) => MongoParkedMessages.open(database)),
    ),
  ReadModels: (view: View) =>
    readModelsContract(
      'mongodb',
      over(view, (database) => new MongoReadModels(database)),
    ),
  KeyVault: (view: View) =>
    keyVaultContract(
      'mongodb',
      over(view, (database) => MongoKeyVault.open(database, MASTER_KEY)),
    ),
  Leases: (view: View) =>
    leasesContract(
      'mongodb',
      over(view, (database) => {
        const clocks = { one: new ManualMonotonic(), two: new ManualMonotonic() };
        return {
          one: new MongoLeases(database, clocks.one),
          two: new MongoLeases(database, clocks.two),
          pass: (taker: 'one' | 'two', ms: number) => clocks[taker].pass(ms),
        };
      }),
    ),
};
