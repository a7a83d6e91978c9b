import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StorageFullError } from '@cauce/ports';
import { UPLOADS } from './own-files.ts';

/** A file of some ten million debts. */
const LARGEST_BYTES = 4 * 1024 ** 3;
/** After how long a file that nobody used is taken away, in milliseconds. */
const UNUSED_MS = 86_400_000;

/** More was sent than is taken. */
export class FileTooLargeError extends Error {
  constructor(largest: number) {
    super(`a file may have at most ${largest} bytes: divide it`);
    this.name = 'FileTooLargeError';
  }
}

async function* atMost(largest: number, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const some of content) {
    bytes += some.length;
    if (bytes > largest) throw new FileTooLargeError(largest);
    yield some;
  }
}

/** Takes away the files that nobody has used for a day, or all of them. */
export const dropUnused = (dir: string, { all = false } = {}): void => {
  const folder = join(dir, UPLOADS);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (all || Date.now() - mtimeMs > UNUSED_MS) rmSync(path, { force: true });
  }
};

/**
 * Keeps a file that was handed in from elsewhere, until it is used; where it is. Of its name only the ending counts.
 * Nothing is left of one that did not come whole. Throws FileTooLargeError, StorageFullError.
 */
export const keepUpload = async (
  dir: string,
  name: string,
  content: Readable,
  largest = LARGEST_BYTES,
): Promise<string> => {
  dropUnused(dir);
  const ending = /^\.\w{1,8}$/.exec(extname(basename(name)).toLowerCase())?.[0] ?? '';
  const path = resolve(dir, UPLOADS, `${randomUUID()}${ending}`);
  try {
    const file = await open(path, 'wx', 0o600);
    await pipeline(atMost(largest, content), file.createWriteStream());
    return path;
  } catch (error) {
    rmSync(path, { force: true });
    if (Object(error).code === 'ENOSPC') throw new StorageFullError(join(dir, UPLOADS), error);
    throw error;
  }
};

/** Whether a path is that of a file that was handed in. */
export const isUpload = (dir: string, path: string): boolean =>
  dirname(resolve(path)) === resolve(dir, UPLOADS);

/** Does something with files; those among them that were handed in are taken away then, for they hold personal data. */
export const usingUp = async <T>(
  dir: string,
  paths: readonly (string | undefined)[],
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } finally {
    for (const path of paths) if (path !== undefined && isUpload(dir, path)) rmSync(path, { force: true });
  }
};
