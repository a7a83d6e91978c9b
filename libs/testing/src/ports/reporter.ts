import { mutantList, notRun, portTable, type TestResult } from './port-table.ts';

/** What Jest tells a reporter, as far as it is used. */
interface Run {
  readonly testResults: readonly { readonly testResults: readonly TestResult[] }[];
}

interface Chosen {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
}

/** Prints after a run which adapter passed which port's suite; in CI a run of all tests must have run every one. */
export default class PortReporter {
  private readonly mustBeWhole: boolean;
  private missing: readonly string[] = [];

  constructor({ testPathPatterns, testNamePattern }: Chosen) {
    const all = testPathPatterns.patterns.length === 0 && !testNamePattern;
    this.mustBeWhole = all && process.env.CI === 'true';
  }

  onRunComplete(_contexts: unknown, { testResults }: Run): void {
    const tests = testResults.flatMap((file) => file.testResults);
    if (this.mustBeWhole) this.missing = notRun(tests);
    const paragraphs = [mutantList(tests), portTable(tests), this.missing.map((one) => `not run: ${one}`)];
    for (const lines of paragraphs) if (lines.length > 0) process.stdout.write(`\n${lines.join('\n')}\n`);
  }

  /** Fails the run. */
  getLastError(): Error | undefined {
    return this.missing.length > 0 ? new Error(`not run: ${this.missing.join('; ')}`) : undefined;
  }
}
