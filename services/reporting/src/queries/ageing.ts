import {
  addDays,
  type DateText,
  daysBetween,
  formatMinor,
  type InstantText,
  startOfDay,
  type Uuid,
} from '@cauce/kernel';
import { UnknownReferenceError } from '../errors.ts';
import type { DebtBody, DebtEntry } from '../models/debts.ts';
import type { PortfolioBody } from '../models/portfolios.ts';
import { everyDocument } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import { dateOf, instantOf } from './instants.ts';
import type { Models } from './models.ts';

export interface AgeingQuestion {
  readonly asOf: DateText;
  /** Only what was known at this instant; left out, all that is known. */
  readonly knownAt?: string;
  /** Id or code of one portfolio. */
  readonly portfolio?: string;
}

const BUCKETS = [
  ['current', 0],
  ['d1_30', 30],
  ['d31_60', 60],
  ['d61_90', 90],
  ['d91_120', 120],
  ['d121_180', 180],
  ['d181_360', 360],
  ['d360_plus', Number.POSITIVE_INFINITY],
] as const;

export type Bucket = (typeof BUCKETS)[number][0];

/** Decimal amounts by days past due, of one currency. */
export type AgeingOfCurrency = { readonly currency: string; readonly debts: number } & {
  readonly [B in Bucket | 'total']: string;
};

export interface Ageing {
  readonly asOf: DateText;
  readonly currencies: readonly AgeingOfCurrency[];
}

/** What a debt was at an instant; null when it was not open then. */
export interface DebtThen {
  /** Minor units. */
  readonly balance: bigint;
  readonly dueDate: DateText;
}

const inOrder = (a: DebtEntry, b: DebtEntry): number =>
  a.effectiveAt !== b.effectiveAt
    ? a.effectiveAt < b.effectiveAt
      ? -1
      : 1
    : a.recordedAt !== b.recordedAt
      ? a.recordedAt < b.recordedAt
        ? -1
        : 1
      : a.revision - b.revision;

/** A debt from the entries that were true before an instant and known by another (null: whenever learned). */
export const debtThen = (
  debt: DebtBody,
  before: InstantText,
  knownAt: InstantText | null,
): DebtThen | null => {
  const entries = debt.entries.filter(
    (one) => one.effectiveAt < before && (knownAt === null || one.recordedAt <= knownAt),
  );
  const placement = Math.max(0, ...entries.map(({ placed }) => placed ?? 0));
  if (placement === 0 || entries.some(({ ended }) => ended === placement)) return null;
  let balance = 0n;
  for (const { delta } of entries) {
    if (delta)
      balance += BigInt(delta.principal) + BigInt(delta.interest) + BigInt(delta.fees) + BigInt(delta.tax);
  }
  if (balance <= 0n) return null;
  const dueDate = entries.toSorted(inOrder).findLast((one) => one.dueDate !== undefined)?.dueDate;
  return { balance, dueDate: dueDate ?? debt.dueDate };
};

const bucketOf = (daysPastDue: number): Bucket =>
  BUCKETS.find(([, most]) => daysPastDue <= most)?.[0] ?? 'd360_plus';

class Sums {
  readonly amounts = new Map<Bucket, bigint>(BUCKETS.map(([name]) => [name, 0n]));
  total = 0n;
  debts = 0;

  add(bucket: Bucket, minor: bigint): void {
    this.amounts.set(bucket, (this.amounts.get(bucket) ?? 0n) + minor);
    this.total += minor;
    this.debts += 1;
  }

  of(currency: string): AgeingOfCurrency {
    const text = (bucket: Bucket) => formatMinor(this.amounts.get(bucket) ?? 0n, currency);
    return {
      currency,
      current: text('current'),
      d1_30: text('d1_30'),
      d31_60: text('d31_60'),
      d61_90: text('d61_90'),
      d91_120: text('d91_120'),
      d121_180: text('d121_180'),
      d181_360: text('d181_360'),
      d360_plus: text('d360_plus'),
      total: formatMinor(this.total, currency),
      debts: this.debts,
    };
  }
}

/** What is owed by days past due, at the end of a day in each portfolio's zone: due that day or later is current. */
export const ageing = async (models: Models, question: AgeingQuestion): Promise<Ageing> => {
  const { asOf, portfolio } = question;
  const knownAt = question.knownAt === undefined ? null : instantOf(question.knownAt);
  dateOf(asOf);
  const books: { id: Uuid; zone: string }[] = [];
  for await (const document of everyDocument(models.portfolios)) {
    const { portfolioId, code, zone } = bodyOf<PortfolioBody>(document);
    if (portfolio === undefined || portfolio === portfolioId || portfolio === code)
      books.push({ id: portfolioId, zone });
  }
  if (portfolio !== undefined && books.length === 0) throw new UnknownReferenceError('portfolio', portfolio);
  const sums = new Map<string, Sums>();
  for (const { id, zone } of books) {
    const end = startOfDay(addDays(asOf, 1), zone);
    for await (const document of everyDocument(models.debts, 'portfolio', { prefix: `${id}|` })) {
      const debt = bodyOf<DebtBody>(document);
      const then = debtThen(debt, end, knownAt);
      if (then) {
        const bucket = bucketOf(daysBetween(then.dueDate, asOf));
        sums.getOrInsertComputed(debt.currency, () => new Sums()).add(bucket, then.balance);
      }
    }
  }
  const currencies = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, one]) => one.of(currency));
  return { asOf, currencies };
};
