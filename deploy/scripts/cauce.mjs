/** `cauce COMMAND …`: installs and builds if needed, then runs the command line. */
import { ensureBuilt } from './ensure.mjs';
import { become } from './run.mjs';
import { at } from './workspace.mjs';

ensureBuilt();
await become(at('services/cauce/dist/main.js'), process.argv.slice(2));
