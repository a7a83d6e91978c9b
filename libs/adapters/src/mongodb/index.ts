import type { Monotonic } from '@cauce/ports';
import { masterKeyFrom, masterKeyOf } from '../shared/master-key.ts';
import { MongoCheckpoints } from './checkpoints.ts';
import { MongoDatabase } from './database.ts';
import { MongoDueIndex } from './due-index.ts';
import { MongoKeyVault } from './key-vault.ts';
import { MongoLeases } from './leases.ts';
import { MongoParkedMessages } from './parked-messages.ts';
import { MongoReadModels } from './read-models.ts';
import type { MongoSettings } from './settings.ts';

export interface MongoOptions extends MongoSettings {
  readonly monotonic: Monotonic;
  /** 64 hexadecimal digits that wrap the keys of persons, or the file that holds them; the same for every process. */
  readonly masterKey: { readonly digits: string } | { readonly file: string };
}

const masterKeyIn = (given: MongoOptions['masterKey']): Uint8Array =>
  'file' in given ? masterKeyFrom(given.file, false) : masterKeyOf(given.digits, 'the master key');

/** The ports over a database of MongoDB. Throws UnavailableError when no server answers. */
export const openMongo = async ({ monotonic, masterKey, ...settings }: MongoOptions) => {
  const wrapping = masterKeyIn(masterKey);
  const database = new MongoDatabase(settings);
  try {
    return {
      dueIndex: await MongoDueIndex.open(database),
      leases: new MongoLeases(database, monotonic),
      checkpoints: new MongoCheckpoints(database),
      parkedMessages: await MongoParkedMessages.open(database),
      readModels: new MongoReadModels(database),
      keyVault: await MongoKeyVault.open(database, wrapping),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

export { masterKeyFrom } from '../shared/master-key.ts';
export { rewrapMongo } from './rewrap.ts';
export type { MongoSettings } from './settings.ts';
