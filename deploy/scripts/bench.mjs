/** `npm run bench -- NAME [--json]`: measures one thing and prints it. */
import { ensureBuilt } from './ensure.mjs';
import { become } from './run.mjs';
import { at } from './workspace.mjs';

ensureBuilt();
await become(at('services/cauce/dist/bench/main.js'), process.argv.slice(2));
