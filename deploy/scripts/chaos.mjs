/** `npm run chaos -- [--kills N] [--seed S]`: kills and stops programs and brokers, and compares the outcome. */
import { ensureBuilt } from './ensure.mjs';
import { become } from './run.mjs';
import { at } from './workspace.mjs';

ensureBuilt();
await become(at('services/cauce/dist/distributed/testing/chaos/main.js'), process.argv.slice(2));
