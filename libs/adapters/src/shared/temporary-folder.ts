import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for a test, and how to remove it with all that stands beside it. */
export const temporaryFolder = async () => {
  const around = await mkdtemp(join(tmpdir(), 'cauce-'));
  return { folder: join(around, 'data'), remove: () => rm(around, { recursive: true, force: true }) };
};
