import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { MappingError, parseMapping } from './parse-mapping.ts';
import type { Mapping } from './schema.ts';

/** Where the ready mappings are; the same from the sources and from the build. */
const READY = join(import.meta.dirname, '../../mappings');

export const readyMappings = (): string[] =>
  readdirSync(READY)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => basename(file, '.yml'))
    .sort();

const isPath = (nameOrPath: string): boolean => /[\\/]|\.ya?ml$/i.test(nameOrPath);

/** The same mapping for a process in another folder: a path is made absolute, a name stays. */
export const mappingFrom = (nameOrPath: string): string =>
  isPath(nameOrPath) ? resolve(nameOrPath) : nameOrPath;

/** The mapping of a name ("ibm-ar") or of a path of a YAML file. Errors: MappingError. */
export const loadMapping = async (nameOrPath: string): Promise<Mapping> => {
  const path = isPath(nameOrPath) ? nameOrPath : join(READY, `${nameOrPath}.yml`);
  let yaml: string;
  try {
    yaml = await readFile(path, 'utf8');
  } catch {
    throw new MappingError(nameOrPath, [
      `there is no such mapping; ready ones: ${readyMappings().join(', ')}; or give the path of a .yml file`,
    ]);
  }
  return parseMapping(yaml, nameOrPath);
};
