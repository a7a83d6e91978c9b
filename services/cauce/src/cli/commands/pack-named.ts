import type { PackFile } from '@cauce/rule-packs';
import { UsageError } from '../../operations/usage-error.ts';

/** A pack by its jurisdiction, or by the path of its file. Throws UsageError. */
export const packNamed = async (name: string): Promise<PackFile> => {
  const { readPackFile, readPacks } = await import('@cauce/rule-packs');
  if (name.endsWith('.json')) return readPackFile(name);
  const found = readPacks().find(({ jurisdiction }) => jurisdiction === name);
  if (!found) throw new UsageError(`there is no pack of ${name}: give a jurisdiction or a pack.json`);
  return found;
};
