import type { Reject } from '@cauce/domain';
import type { Source } from './source.ts';

/** What was found wrong in one line: rejects turn it away, warnings say what of it was left out. */
export class Findings {
  readonly line: number;
  readonly rejects: Reject[] = [];
  readonly warnings: Reject[] = [];

  constructor(line: number) {
    this.line = line;
  }

  reject(source: Source | undefined, value: string, reason: string): undefined {
    this.rejects.push({ line: this.line, column: source?.column ?? '', value: shortened(value), reason });
    return undefined;
  }

  warn(source: Source | undefined, value: string, reason: string): undefined {
    this.warnings.push({ line: this.line, column: source?.column ?? '', value: shortened(value), reason });
    return undefined;
  }
}

const LONGEST_VALUE = 200;

/** A value as it is quoted in a reject: its beginning. */
export const shortened = (value: string): string =>
  value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
