/**
 * `npm test`: installs, builds and runs every test; arguments go to jest. At the end it shows which adapter passed which
 * port's suite, and the last line counts the outcome.
 */
import { availableParallelism } from 'node:os';
import { ensureBuilt } from './ensure.mjs';
import { runTests } from './tests.mjs';
import { at } from './workspace.mjs';

ensureBuilt();
const args = process.argv.slice(2);
const chosen = args.some((one) => /^(-i|-w|--runInBand|--maxWorkers)/.test(one));
const workers = chosen ? [] : [`--maxWorkers=${Math.min(availableParallelism(), 4)}`];
const reporters = ['default', at('libs/testing/src/ports/reporter.ts')].map((one) => `--reporters=${one}`);
// Last, for jest takes what comes after them for more of them.
process.exitCode = await runTests([...args, ...workers, ...reporters]);
