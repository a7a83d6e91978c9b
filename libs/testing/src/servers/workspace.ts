import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file or folder of the workspace. */
export const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

const workspaceId = createHash('sha256').update(at('')).digest('hex').slice(0, 12);

/** Where this workspace's servers keep data, logs and process ids; two checkouts do not share theirs. */
export const serversFolder = join(tmpdir(), `cauce-servers-${workspaceId}`);

export const locks = join(tmpdir(), `cauce-locks-${workspaceId}`);
