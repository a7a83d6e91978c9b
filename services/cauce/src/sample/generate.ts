import type { DebtRow, PaymentRow, PersonInput } from '@cauce/domain';
import { addDays, type DateText } from '@cauce/kernel';
import { BOOKS, type Book, COUNTRY_SHARES } from './books.ts';
import type { Country } from './countries.ts';
import { type DebtTerms, type Habit, paymentsOf, type Span, termsOf } from './debts.ts';
import { type MailFate, personOf } from './people.ts';
import { type Random, randomOf } from './random.ts';

export interface SampleRequest {
  readonly seed: number;
  /** The first day after the sample. */
  readonly today: DateText;
  readonly debtors: number;
  /** How many days the sample goes back. */
  readonly days: number;
}

/** A debt that its creditor takes back. */
export interface SampleRecall {
  readonly on: DateText;
  readonly debt: DebtRow;
}

/** An invented portfolio: the same request gives the same rows. */
export interface Sample {
  readonly from: DateText;
  readonly debts: readonly DebtRow[];
  readonly payments: readonly PaymentRow[];
  readonly recalls: readonly SampleRecall[];
}

/** One of some choices, by their weights; the last one takes what is left. */
const weighted = <T>(random: Random, choices: readonly (readonly [choice: T, weight: number])[]): T => {
  let left = random.next();
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  const [choice] = choices.at(-1) ?? [];
  if (choice === undefined) throw new RangeError('nothing to choose from');
  return choice;
};

const HABITS: readonly (readonly [Habit, number])[] = [
  ['ignores', 0.56],
  ['pays', 0.24],
  ['pays_in_part', 0.12],
  ['pays_early', 0.08],
];
const FATES: readonly (readonly [MailFate, number])[] = [
  ['arrives', 0.9],
  ['bounces', 0.03],
  ['second', 0.04],
  ['none', 0.03],
];
const DEBT_COUNTS: readonly (readonly [number, number])[] = [
  [1, 0.68],
  [2, 0.24],
  [3, 0.08],
];
const TWO_CREDITORS = 0.4;
const SAME_DATES = 0.45;
const COMPANY = 0.04;
const WITH_ADVISOR = 0.7;
const WITH_GUARANTOR = 0.06;
const RECALLED = 0.012;

/** The books of a debtor: one, or for some with several debts a second one of another creditor. */
const booksOf = (country: Country, debts: number, legal: boolean, random: Random): readonly Book[] => {
  const open = BOOKS.filter((book) => book.country === country && (legal || !book.legalOnly));
  const first = legal ? (open.find((book) => book.legalOnly) ?? random.pick(open)) : random.pick(open);
  const others = open.filter(({ terms }) => terms.creditor !== first.terms.creditor);
  return debts > 1 && others.length > 0 && random.chance(TWO_CREDITORS)
    ? [first, random.pick(others)]
    : [first];
};

const guarantorOf = (country: Country, ordinal: number, random: Random): PersonInput =>
  personOf({ country, legal: false, mail: 'arrives', ordinal }, random);

const assigned = (book: Book, random: Random): Pick<DebtRow, 'advisor' | 'supervisor'> =>
  random.chance(WITH_ADVISOR) ? { advisor: random.pick(book.advisors), supervisor: book.supervisor } : {};

/** Everything about one debtor. Ordinals from `debtors` on are for guarantors. */
const debtorOf = ({ seed, debtors }: SampleRequest, ordinal: number, span: Span): Omit<Sample, 'from'> => {
  const random = randomOf(seed, 'debtor', ordinal);
  const country = weighted(random, COUNTRY_SHARES);
  const legal = random.chance(COMPANY);
  const count = weighted(random, DEBT_COUNTS);
  const books = booksOf(country, count, legal, random);
  const debtor = personOf({ country, legal, mail: weighted(random, FATES), ordinal }, random);
  const staff = new Map(books.map((book) => [book, assigned(book, random)]));
  const habit = weighted(random, HABITS);
  const parties = random.chance(WITH_GUARANTOR)
    ? [{ role: 'guarantor' as const, person: guarantorOf(country, debtors + ordinal, random) }]
    : [];
  const rows: DebtRow[] = [];
  const payments: PaymentRow[] = [];
  let near: DebtTerms | undefined;
  for (let at = 0; at < count; at += 1) {
    const book = books[at % books.length] ?? books[0];
    if (!book) break;
    const terms: DebtTerms = termsOf(book, `${country}-${100_000 + ordinal}-${at + 1}`, span, near, random);
    near = random.chance(SAME_DATES) ? terms : undefined;
    const debtorReference = `C-${country}-${10_000 + ordinal}`;
    rows.push({
      kind: 'debt',
      portfolio: book.terms,
      ...terms,
      debtorReference,
      debtor,
      parties,
      ...staff.get(book),
    });
    payments.push(...paymentsOf(terms, book, habit, span, random));
  }
  return { debts: rows, payments, recalls: habit === 'ignores' ? recallsOf(rows, span, random) : [] };
};

const recallsOf = (debts: readonly DebtRow[], { from, today }: Span, random: Random): SampleRecall[] => {
  const [debt] = debts;
  if (!debt || !random.chance(RECALLED)) return [];
  const on = addDays(debt.placedOn ?? from, random.whole(8, 40));
  return on < today ? [{ on, debt }] : [];
};

/** Invents a portfolio of debts in four countries with what their debtors pay. Nobody in it exists. */
export const generateSample = (request: SampleRequest): Sample => {
  const span: Span = { from: addDays(request.today, -request.days), today: request.today };
  const all = Array.from({ length: request.debtors }, (_unused, ordinal) => debtorOf(request, ordinal, span));
  return {
    from: span.from,
    debts: all.flatMap(({ debts }) => debts),
    payments: all.flatMap(({ payments }) => payments),
    recalls: all.flatMap(({ recalls }) => recalls),
  };
};
