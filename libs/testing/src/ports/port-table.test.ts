import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mutantList, notRun, portTable, type TestResult } from './port-table.ts';
import PortReporter from './reporter.ts';

const of = (block: string, status = 'passed', title = 'does'): TestResult => ({
  ancestorTitles: ['on a real server', block, 'at the edges'],
  title,
  status,
});

const row = (tests: readonly TestResult[], port: string): string[] =>
  (portTable(tests).find((line) => line.startsWith(port)) ?? '').split(/ {2,}/);

describe('the table of ports and adapters', () => {
  it('counts what passed, failed and was skipped, each in its cell', () => {
    const tests = [
      of('Leases: memory'),
      of('Leases: memory'),
      of('Leases: sqlite', 'failed'),
      of('Leases: mongodb', 'pending'),
      of('Something: else'),
    ];
    expect(row(tests, 'port').slice(0, 3)).toEqual(['port', 'memory', 'sqlite']);
    const cells = ['2', '0, 1 failed', '-', '-', '0, 1 skipped'];
    expect(row(tests, 'Leases')).toEqual(['Leases', ...cells, ...Array(5).fill('-')]);
  });

  it('names what should be there and is not, and shows what nobody expects', () => {
    const tests = [of('EventStore: memory'), of('EventStore: eventstoredb')];
    expect(row(tests, 'port')).toContain('eventstoredb');
    expect(row(tests, 'EventStore').filter((text) => text === 'not run')).toHaveLength(2);
  });

  it('is not there without a test of a suite', () => expect(portTable([of('a block')])).toEqual([]));
});

describe('what was not run', () => {
  it('is what nothing ran of, also where all of it was skipped', () => {
    const tests = [of('Ledger: memory'), of('Ledger: sqlite', 'pending'), of('SendGateway: smtp', 'failed')];
    const missing = notRun(tests).filter((one) => /Ledger|SendGateway/.test(one));
    const others = ['memory', 'smtp-starttls', 'smtp-implicit', 'smpp', 'smpp-tls'];
    expect(missing).toEqual(['Ledger: sqlite', ...others.map((one) => `SendGateway: ${one}`)]);
  });
});

describe('the list of mutants', () => {
  it('says of each planted fault whether it was noticed', () => {
    const block = 'Mutants: EventStore';
    expect(
      mutantList([
        of(block, 'passed', 'passes a store without a fault'),
        of(block, 'passed', 'notices a store that forgets'),
        of(block, 'failed', 'notices a store that swaps'),
        of('another block', 'passed', 'notices a store that shouts'),
      ]),
    ).toEqual([
      'EventStore: 1 of 2 faults noticed',
      '  noticed: a store that forgets',
      '  failed: a store that swaps',
    ]);
  });
});

describe('a run', () => {
  const ci = process.env.CI;
  let printed: string;
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    if (ci === undefined) delete process.env.CI;
    else process.env.CI = ci;
  });
  const failureOf = (tests: readonly TestResult[], patterns: readonly string[] = []): string | undefined => {
    const reporter = new PortReporter({ testPathPatterns: { patterns } });
    reporter.onRunComplete(undefined, { testResults: [{ testResults: tests }] });
    return reporter.getLastError()?.message;
  };

  it('of all tests in CI fails and says so when an adapter did not run', () => {
    process.env.CI = 'true';
    expect(failureOf([of('MessageBus: memory')])).toContain('MessageBus: kafka');
    expect(printed).toContain('\nnot run: MessageBus: kafka\n');
    expect(printed).not.toContain('not run: MessageBus: memory');
  });

  it('of some tests in CI, or of all elsewhere, does not', () => {
    process.env.CI = 'true';
    expect(failureOf([], ['a.test.ts'])).toBeUndefined();
    process.env.CI = '';
    expect(failureOf([])).toBeUndefined();
    expect(printed).toBe('');
  });
});
