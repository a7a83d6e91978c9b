/** `npm start`: the whole platform in one process. Arguments are those of `cauce start`. */
import { ensureBuilt } from './ensure.mjs';
import { become } from './run.mjs';
import { at } from './workspace.mjs';

ensureBuilt();
await become(at('services/cauce/dist/main.js'), ['start', ...process.argv.slice(2)]);
