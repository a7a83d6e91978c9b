import type { PackFile } from '@cauce/rule-packs';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';

/** What `packNamed` takes, in words. */
export const PACK_NAME = 'NAME or NAME@VERSION, as "list" has them, or a pack.json';

/** Whether a pack is given as the path of its file. */
export const isFile = (name: string): boolean => name.endsWith('.json');

/**
 * A pack by its name, with or without a version, or by the path of its file. Where no folder was begun yet, the release
 * alone is asked. Throws UsageError, PackError.
 */
export const packNamed = async (options: GlobalOptions, name: string): Promise<PackFile> => {
  if (isFile(name)) return (await import('@cauce/rule-packs')).readPackFile(name);
  const { hasFolder } = await import('../context.ts');
  if (options.url !== undefined || hasFolder(options.data)) return ask(options, 'pack-show', { pack: name });
  return (await import('../../operations/packs/show.ts')).packOfRelease(name);
};
