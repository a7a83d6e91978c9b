/** `npm test`: installs, builds and runs every test; arguments go to jest. The last line counts the outcome. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './ensure.mjs';
import { run } from './run.mjs';
import { at } from './workspace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cauce-test-'));
const report = join(folder, 'report.json');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

ensureBuilt();
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  at('node_modules/jest/bin/jest.js'),
];
const workers = `--maxWorkers=${Math.min(availableParallelism(), 4)}`;
const code = await run(
  [...jest, workers, '--json', `--outputFile=${report}`, ...process.argv.slice(2)],
  at(''),
);

const nothing = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};
const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : nothing;
const passed = results.numPassedTests;
// A file that does not even load has no tests to count: it is one failure.
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
const skipped = results.numPendingTests + results.numTodoTests;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = code || failed > 0 || passed === 0 ? 1 : 0;
