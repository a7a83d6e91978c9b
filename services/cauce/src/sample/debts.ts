import type { BalanceInput, DebtRow, PaymentRow } from '@cauce/domain';
import { addDays, type DateText, daysBetween, exponentOf, instantAt } from '@cauce/kernel';
import type { Book, Product } from './books.ts';
import type { Random } from './random.ts';

/** What a debtor does about what is owed. */
export type Habit = 'ignores' | 'pays' | 'pays_in_part' | 'pays_early';

/** The days of the sample: from `from` up to, and without, `today`. */
export interface Span {
  readonly from: DateText;
  readonly today: DateText;
}

/** Share of debts that are there when the sample begins; the others come on later days. */
const FIRST_LOAD = 0.55;
/** Share of debts that come before they are due. */
const NOT_YET_DUE = 0.45;
const LAST_PLACEMENT = 6;

/** An amount about the middle of its product, in minor units, written in whole units of the book. */
const amountOf = ({ middle, spread }: Product, { unit, terms }: Book, random: Random): number => {
  const minor = middle * 10 ** exponentOf(terms.currency) * Math.exp(spread * random.normal());
  return Math.max(unit, Math.round(minor / unit) * unit);
};

/** Principal with the interest of the days past due, a fee for collecting and the tax on it. */
const balanceOf = (product: Product, book: Book, pastDue: number, random: Random): BalanceInput => {
  const principal = amountOf(product, book, random);
  const round = (minor: number): number => Math.round(minor / book.unit) * book.unit;
  const late = Math.max(0, pastDue);
  const interest = round((principal * late * random.whole(4, 8)) / 10_000);
  const fees = late > 20 ? round(principal * 0.03) : 0;
  return { principal, interest, fees, tax: round(fees * product.taxRate) };
};

/** Placed on a day of the span; due some days later, or before it. */
const datesOf = ({ from, today }: Span, random: Random): { placedOn: DateText; dueDate: DateText } => {
  const last = Math.max(0, daysBetween(from, today) - LAST_PLACEMENT);
  const placedOn = random.chance(FIRST_LOAD) ? from : addDays(from, random.whole(0, last));
  const offset = random.chance(NOT_YET_DUE) ? random.whole(1, 35) : -random.whole(2, 150);
  return { placedOn, dueDate: addDays(placedOn, offset) };
};

export type DebtTerms = Pick<
  DebtRow,
  | 'obligation'
  | 'product'
  | 'placedOn'
  | 'dueDate'
  | 'currency'
  | 'balance'
  | 'balanceAsOf'
  | 'paymentReference'
> & { readonly plannedRecall: DateText };

/** How long a book leaves a debt with the agency. */
const TERM_DAYS = 180;

/** What a book says of one debt; `near` gives a due date that a debt of the same person has. */
export const termsOf = (
  book: Book,
  obligation: string,
  span: Span,
  near: Pick<DebtTerms, 'placedOn' | 'dueDate'> | undefined,
  random: Random,
): DebtTerms & { readonly placedOn: DateText } => {
  const { placedOn = span.from, dueDate } = near
    ? { placedOn: near.placedOn, dueDate: addDays(near.dueDate, random.whole(0, 2)) }
    : datesOf(span, random);
  const product = random.pick(book.products);
  return {
    obligation,
    product: product.name,
    placedOn,
    plannedRecall: addDays(placedOn, TERM_DAYS),
    dueDate,
    currency: book.terms.currency,
    balance: balanceOf(product, book, daysBetween(dueDate, placedOn), random),
    balanceAsOf: placedOn,
    paymentReference: `REF-${random.digits(8)}`,
  };
};

const totalOf = ({ principal, interest, fees, tax }: BalanceInput): number =>
  principal + interest + fees + tax;

/** The day on which somebody pays: around the due date where it is to come, else some weeks after the placement. */
const payDay = ({ placedOn = '', dueDate }: DebtTerms, habit: Habit, random: Random): DateText => {
  if (dueDate <= placedOn) return addDays(placedOn, random.whole(2, 35));
  if (habit !== 'pays_early') return addDays(dueDate, random.whole(0, 20));
  const early = addDays(dueDate, -random.whole(0, 6));
  return early > placedOn ? early : addDays(placedOn, 1);
};

const timeOf = (random: Random): string =>
  `${String(random.whole(7, 21)).padStart(2, '0')}:${String(random.whole(0, 59)).padStart(2, '0')}`;

/** Payments of one debt up to yesterday. */
export const paymentsOf = (
  debt: DebtTerms,
  book: Book,
  habit: Habit,
  { today }: Span,
  random: Random,
): PaymentRow[] => {
  if (habit === 'ignores') return [];
  const total = totalOf(debt.balance);
  const first = payDay(debt, habit, random);
  const part = Math.max(book.unit, Math.round((total * random.whole(15, 60)) / 100 / book.unit) * book.unit);
  const parts = habit === 'pays_in_part' && part < total ? [part] : [total];
  if (parts[0] !== total && random.chance(0.5)) parts.push(total - part);
  return parts.flatMap((amount, index): PaymentRow[] => {
    const day = addDays(first, index * random.whole(6, 14));
    const { creditor, code, zone } = book.terms;
    const paidAt = instantAt(day, timeOf(random), zone);
    const reference = `PAGO-${debt.obligation}-${index + 1}`;
    const { obligation, currency } = debt;
    if (day >= today) return [];
    return [
      { kind: 'payment', portfolio: { creditor, code }, obligation, reference, amount, currency, paidAt },
    ];
  });
};
