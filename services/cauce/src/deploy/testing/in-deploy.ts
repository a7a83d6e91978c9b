import { fileURLToPath } from 'node:url';

/** Absolute path of a file or folder of `deploy/`. */
export const inDeploy = (path: string): string =>
  fileURLToPath(new URL(`../../../../../deploy/${path}`, import.meta.url));
