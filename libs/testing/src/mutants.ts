import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from './servers/workspace.ts';

/** How the tests of a contract suite ended over one mutant. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

interface Assertion {
  readonly ancestorTitles: readonly string[];
  readonly status: string;
}

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

/**
 * Runs a file of tests that are expected to fail, in a process of its own: there its failures are not ours. The
 * outermost block of each test names the mutant it was run on. A test that takes longer than `patienceMs` has failed:
 * what it waits for will not come. Of all tests only those run whose names the pattern fits.
 */
export const outcomesByMutant = async (
  file: string,
  patienceMs: number,
  pattern = '',
): Promise<ReadonlyMap<string, Outcome>> => {
  const folder = await mkdtemp(join(tmpdir(), 'cauce-mutants-'));
  const report = join(folder, 'report.json');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const args = [
    ...['-i', '--silent', '--testMatch', `**/${file}`, '--testTimeout', String(patienceMs)],
    ...['--testNamePattern', pattern],
    ...['--json', '--outputFile', report, '--forceExit'],
  ];
  try {
    await once(spawn(process.execPath, [...flags, jest, ...args], { cwd: at(''), stdio: 'ignore' }), 'exit');
    const outcomes = new Map<string, Outcome>();
    const results: { assertionResults: Assertion[] }[] = JSON.parse(
      await readFile(report, 'utf8'),
    ).testResults;
    for (const { ancestorTitles, status } of results.flatMap(({ assertionResults }) => assertionResults)) {
      const { passed, failed } = outcomes.get(ancestorTitles[0] ?? '') ?? { passed: 0, failed: 0 };
      outcomes.set(ancestorTitles[0] ?? '', {
        passed: passed + Number(status === 'passed'),
        failed: failed + Number(status === 'failed'),
      });
    }
    return outcomes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
