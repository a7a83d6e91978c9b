/** What a bench answers: one value, beside what bare means need for the same. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work by bare means in the same run, in the same unit; null where there is nothing to compare with. */
  readonly baseline: number | null;
  /** How far the value comes towards the baseline, 1 being as good. */
  readonly ratio: number | null;
  /** What is wanted, in words. */
  readonly target: string;
  readonly [detail: string]: number | string | boolean | null;
}

/** What a bench may be told. */
export interface BenchOptions {
  /** Rows or debts, where the bench has some; left out, its usual number. */
  readonly rows?: number;
  /** How often the measured work and its baseline are run, one after the other; left out, as the bench thinks best. */
  readonly runs?: number;
  /** The sizes that take an hour, too. */
  readonly full: boolean;
  /** Hears how far a long bench is. */
  readonly tell: (progress: string) => void;
}

export type Bench = (options: BenchOptions) => Promise<Figure>;

/** A number with as many digits as mean something. */
export const rounded = (value: number): number => Number(value.toPrecision(value >= 1_000 ? 6 : 4));

/** The middle one of some numbers; of an even count, the lower of the two in the middle. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
