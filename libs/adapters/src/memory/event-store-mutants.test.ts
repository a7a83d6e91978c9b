import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MUTATIONS } from './testing/event-store-mutants.ts';

/** Milliseconds after which a test of a mutant counts as failed: what it waits for will not come. */
const PATIENCE_MS = 1_000;

interface Outcome {
  readonly ancestorTitles: readonly string[];
  readonly status: string;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

/** Runs the suite against all mutants, in a process of its own: there its failures are not ours. */
const outcomes = async (): Promise<readonly Outcome[]> => {
  const report = join(tmpdir(), `cauce-mutants-${process.pid}.json`);
  const args = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '-i', '--silent'],
    ...[
      '--testMatch',
      '**/memory/testing/event-store-mutants.suite.ts',
      '--testTimeout',
      String(PATIENCE_MS),
    ],
    ...['--json', '--outputFile', report, '--forceExit'],
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
  await once(child, 'exit');
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  await rm(report);
  return testResults[0].assertionResults;
};

describe('the suite of event stores', () => {
  let failures: Map<string, number>;
  beforeAll(async () => {
    const failed = (await outcomes()).filter(({ status }) => status === 'failed');
    failures = new Map();
    for (const { ancestorTitles } of failed) {
      const name = ancestorTitles[0]?.replace('EventStore: ', '') ?? '';
      failures.set(name, (failures.get(name) ?? 0) + 1);
    }
  }, 120_000);

  it('passes a store without a fault', () => expect(failures.get('no fault')).toBeUndefined());

  it.each(Object.keys(EVENT_STORE_MUTATIONS))('notices a store that %s', (name) => {
    expect(failures.get(name)).toBeGreaterThan(0);
  });
});
