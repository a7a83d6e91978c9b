import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { principal } from '@cauce/domain';
import type { Core } from '@cauce/runtime';
import { newKey } from './keys.ts';
import { ADMIN, causeOf, FIRST_ADMIN, register } from './principals.ts';

/** Where a folder keeps the key of its first principal, for its owner alone. */
export const adminKeyFile = (dir: string): string => join(dir, 'admin.key');

/** The key of a folder's first principal, null where it is not kept there. */
export const adminKeyIn = (dir: string): string | null =>
  existsSync(adminKeyFile(dir)) ? readFileSync(adminKeyFile(dir), 'utf8').trim() : null;

/** Registers a folder's first principal, once. Its key is in the file before the log knows it, whatever happens. */
export const ensureAdmin = async ({
  dir,
  core,
}: {
  readonly dir: string;
  readonly core: Core;
}): Promise<void> => {
  const { principalId } = FIRST_ADMIN;
  if (await core.log.load(principal, principalId)) return;
  const key = newKey(principalId);
  writeFileSync(adminKeyFile(dir), `${key}\n`, { mode: 0o600 });
  await register(
    core,
    { name: ADMIN, role: 'admin', key },
    causeOf('policy:setup', core.clock, 'register', principalId),
  );
};
