/** Where the workspace is. Plain JavaScript for Node 20 and later: it runs before anything is installed. */
import { fileURLToPath } from 'node:url';

/** Absolute path of a file or folder of the workspace. */
export const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const modules = at('node_modules');
/** Node 26, brought by the npm package `node`. */
export const node = at('node_modules/.bin/node');

/** Says what is being done; never on standard output, which belongs to the command. */
export const say = (text) => process.stderr.write(`${text}\n`);
