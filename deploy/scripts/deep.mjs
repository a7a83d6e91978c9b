/**
 * `npm run test:deep`: the tests that try many cases, on far more of them than `npm test` does. Arguments go to jest. It
 * tells every tenth of a test's cases, and the last line counts the outcome.
 */
import { ensureBuilt } from './ensure.mjs';
import { runTests } from './tests.mjs';
import { at } from './workspace.mjs';

const CASES = '100000';

ensureBuilt();
process.env.CAUCE_TEST_CASES ??= CASES;
const tests = [
  'libs/rule-packs/src/properties.test.ts',
  'services/cauce/src/acceptance/race.test.ts',
  'services/cauce/src/distributed/race.test.ts',
].map(at);
process.exitCode = await runTests(['-i', '--verbose', ...process.argv.slice(2), ...tests]);
