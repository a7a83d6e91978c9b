/** `npm run crash -- --kills N [--seed S]`: kills the process at random instants and compares the outcome. */
import { ensureBuilt } from './ensure.mjs';
import { become } from './run.mjs';
import { at } from './workspace.mjs';

ensureBuilt();
await become(at('services/cauce/dist/crash/main.js'), process.argv.slice(2));
