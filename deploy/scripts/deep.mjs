/** `npm run test:deep`: the tests that try many cases, on far more of them than `npm test` does. Arguments go to jest. */
import { ensureBuilt } from './ensure.mjs';
import { jest, run } from './run.mjs';
import { at } from './workspace.mjs';

const CASES = '100000';

ensureBuilt();
process.env.CAUCE_TEST_CASES ??= CASES;
const tests = [
  'libs/rule-packs/src/properties.test.ts',
  'services/cauce/src/acceptance/race.test.ts',
  'services/cauce/src/distributed/race.test.ts',
].map(at);
process.exitCode = await run([...jest, '-i', '--verbose', ...process.argv.slice(2), ...tests], at(''));
