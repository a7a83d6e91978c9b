/** `npm run servers -- up [--brokers 1|3] | down | status`: the servers of tests and of local runs. */
import { ensureInstalled } from './ensure.mjs';
import { become } from './run.mjs';
import { at } from './workspace.mjs';

ensureInstalled();
await become(at('libs/testing/src/servers/main.ts'), process.argv.slice(2));
