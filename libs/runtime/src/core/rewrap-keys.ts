import { masterKeyFrom, rewrapMongo } from '@cauce/adapters/mongodb';
import { configOf } from '../config/index.ts';
import { mongoSettingsOf } from './distributed-core.ts';

/**
 * Wraps the keys of the installation that an environment names under the master key in a file; how many they were.
 * Throws ConfigError.
 */
export const rewrapKeysIn = async (
  env: Readonly<Record<string, string | undefined>>,
  file: string,
  onProgress: (keys: number) => void = () => {},
): Promise<number> => {
  const config = configOf('scoring', env);
  const { masterKey: from } = config.installation;
  return rewrapMongo(mongoSettingsOf(config), { from, to: masterKeyFrom(file, false), onProgress });
};
