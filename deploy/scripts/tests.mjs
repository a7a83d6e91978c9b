/** Runs tests with Jest; what needs a server that is not there is named, and the last line counts the outcome. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest, run } from './run.mjs';
import { at } from './workspace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cauce-test-'));
const report = join(folder, 'report.json');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Resolves with the exit code: 1 where a test failed, or none ran. */
export const runTests = async (args) => {
  const code = await run([...jest, '--json', `--outputFile=${report}`, ...args], at(''));
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  const count = (...names) => names.reduce((sum, name) => sum + (results[name] ?? 0), 0);
  const passed = count('numPassedTests');
  // A file that does not even load has no tests to count: it is one failure. So is what fails the run and is no test.
  const failed = count('numFailedTests', 'numRuntimeErrorTestSuites') || (code === 0 ? 0 : 1);
  const skipped = count('numPendingTests', 'numTodoTests');
  // Jest names no skipped block when it runs many files.
  const tests = (results.testResults ?? []).flatMap(({ assertionResults }) => assertionResults);
  const blocks = tests.flatMap(({ ancestorTitles }) => ancestorTitles);
  for (const block of new Set(blocks.filter((one) => one.includes('(skipped: needs')))) console.log(block);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 || passed === 0 ? 1 : 0;
};
