import { amountOf, type DateOrder, dateOf, type IntakeRow } from '@cauce/domain';
import type { DateText, Result } from '@cauce/kernel';
import type { Findings } from './findings.ts';
import type { Source } from './source.ts';

export type Cells = readonly string[];

/** Makes the row of a line, or says in the findings why there is none. */
export type RowReader = (cells: Cells, findings: Findings) => IntakeRow | undefined;

const REMEMBERED = 20_000;

/** Remembers answers: dates, portfolios and the like repeat from line to line. */
export const remembered = <T>(answer: (text: string) => T): ((text: string) => T) => {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= REMEMBERED) answers.clear();
    const found = answer(text);
    answers.set(text, found);
    return found;
  };
};

const DATES: Readonly<Record<DateOrder, (text: string) => Result<DateText>>> = {
  ISO: remembered((text) => dateOf(text, 'ISO')),
  'D/M/Y': remembered((text) => dateOf(text, 'D/M/Y')),
  'M/D/Y': remembered((text) => dateOf(text, 'M/D/Y')),
};

/** The text of a field, undefined where it is blank or not in the file. */
export const textIn = (source: Source | undefined, cells: Cells): string | undefined =>
  source?.read(cells) || undefined;

/** The text of a field that must be there. */
export const needed = (source: Source | undefined, cells: Cells, findings: Findings): string | undefined =>
  textIn(source, cells) ?? findings.reject(source, '', 'MISSING_VALUE: a value is needed here');

/** A date; blank is undefined, a wrong one rejects the line: what depends on it could not be lawful. */
export const dateIn = (
  source: Source | undefined,
  cells: Cells,
  findings: Findings,
): DateText | undefined => {
  const text = textIn(source, cells);
  if (source === undefined || text === undefined) return undefined;
  const date = DATES[source.dates](text);
  return date.ok ? date.value : findings.reject(source, text, date.error);
};

/** An amount in minor units; blank is undefined, a wrong one rejects the line. */
export const amountIn = (
  source: Source | undefined,
  cells: Cells,
  currency: string,
  findings: Findings,
): number | undefined => {
  const text = textIn(source, cells);
  if (source === undefined || text === undefined) return undefined;
  const amount = amountOf(text, currency, source.numbers);
  return amount.ok ? amount.value : findings.reject(source, text, amount.error);
};

/** Leaves out what is undefined: an absent field says nothing, it does not clear. */
export const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const kept: { [K in keyof T]?: T[K] } = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
};
