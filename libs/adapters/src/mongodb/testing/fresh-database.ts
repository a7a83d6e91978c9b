import { randomUUID } from 'node:crypto';
import { testServers } from '@cauce/testing/servers';
import { MongoDatabase } from '../database.ts';
import type { MongoSettings } from '../settings.ts';

/** Settings of a database that nobody else uses, on the server of the tests. */
export const freshSettings = async (): Promise<MongoSettings> => ({
  url: await testServers.mongo(),
  database: `cauce-test-${randomUUID()}`,
});

/** Drops everything in a database, and closes it. */
export const discard = async (database: MongoDatabase): Promise<void> => {
  for (const name of await database.names()) await database.drop(name);
  await database.close();
};
