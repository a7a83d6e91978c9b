import type { PortfolioInput } from '@cauce/domain';
import { currencyCode } from '@cauce/kernel';
import { PORTFOLIO_FIELDS, type PortfolioField } from './fields.ts';
import type { Findings } from './findings.ts';
import { type Cells, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';
import { collectorKind, debtKind, languageOf, zoneOf } from './words.ts';

const JURISDICTION = /^[A-Z]{2}(-[A-Z0-9]{1,6})*$/;

const upper = (text: string) => (JURISDICTION.test(text.toUpperCase()) ? text.toUpperCase() : undefined);
const currency = (text: string) => {
  const code = currencyCode(text);
  return code.ok ? code.value : undefined;
};

/** Per field: what its text means, and how to say that it means nothing. */
const MEANINGS: Partial<
  Record<PortfolioField, { readonly of: (text: string) => string | undefined; readonly wrong: string }>
> = {
  jurisdiction: {
    of: upper,
    wrong: 'INVALID_JURISDICTION: write a country (CO) or a country and region (US-NY)',
  },
  zone: {
    of: zoneOf,
    wrong: 'UNKNOWN_ZONE: write an IANA time zone, America/Bogota',
  },
  currency: { of: currency, wrong: 'UNKNOWN_CURRENCY: write an ISO 4217 code, UF or UVR' },
  collector: { of: collectorKind, wrong: 'INVALID_COLLECTOR: write first_party or third_party' },
  debtKind: { of: debtKind, wrong: 'INVALID_DEBT_KIND: write consumer or commercial' },
  language: { of: languageOf, wrong: 'INVALID_LANGUAGE: write a language code, es, en or pt' },
};

/** A file names few portfolios, on many lines. */
const MOST_KNOWN = 1_000;

type Reading = { readonly source: Source; readonly text: string; readonly reason: string };

/**
 * Reads the portfolio of a line. A column's value that means nothing rejects the line: under which law it is would
 * not be known. What the line leaves out is as it is on file.
 */
export const portfolioReader = (
  sources: Sources,
  onFile: readonly PortfolioInput[],
): ((cells: Cells, findings: Findings) => PortfolioInput | undefined) => {
  const bound = PORTFOLIO_FIELDS.flatMap((name) => {
    const source = sources.get(`portfolio.${name}`);
    return source ? [{ name, source }] : [];
  });
  const read = (cells: Cells): { portfolio?: PortfolioInput; wrong: Reading[] } => {
    const found: Partial<Record<PortfolioField, string>> = {};
    const wrong: Reading[] = [];
    for (const { name, source } of bound) {
      const text = source.read(cells);
      if (text === '') continue;
      const meaning = MEANINGS[name];
      const value = meaning ? meaning.of(text) : text;
      if (value === undefined) wrong.push({ source, text, reason: meaning?.wrong ?? '' });
      else found[name] = value;
    }
    for (const name of ['creditor', 'code'] as const) {
      const source = sources.get(`portfolio.${name}`);
      if (found[name] === undefined && source)
        wrong.push({ source, text: '', reason: 'MISSING_VALUE: a value is needed here' });
    }
    const { creditor, code, collector, debtKind: kind, ...rest } = found;
    if (wrong.length > 0 || creditor === undefined || code === undefined) return { wrong };
    const stored = onFile.find((book) => book.creditor === creditor && book.code === code);
    const portfolio: PortfolioInput = {
      ...stored,
      creditor,
      code,
      ...rest,
      ...((collector === 'first_party' || collector === 'third_party') && { collector }),
      ...((kind === 'consumer' || kind === 'commercial') && { debtKind: kind }),
    };
    return { portfolio, wrong };
  };
  const indexes = bound.flatMap(({ source }) => source.indexes);
  const known = new Map<string, ReturnType<typeof read>>();
  return (cells, findings) => {
    const key = indexes.map((index) => cells[index]).join('\u0001');
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= MOST_KNOWN) known.clear();
      found = read(cells);
      known.set(key, found);
    }
    for (const { source, text, reason } of found.wrong) findings.reject(source, text, reason);
    return found.portfolio;
  };
};

/** Country of a portfolio: "" where it has none, undefined where the portfolio itself could not be read. */
export const countryIn = (portfolio: PortfolioInput | undefined): string | undefined =>
  portfolio && (portfolio.jurisdiction?.slice(0, 2) ?? '');

/** The currency of a line, else of its portfolio. */
export const currencyIn = (
  source: Source | undefined,
  cells: Cells,
  portfolio: PortfolioInput,
  findings: Findings,
): string | undefined => {
  const text = textIn(source, cells);
  if (text === undefined)
    return (
      portfolio.currency ??
      findings.reject(source, '', 'MISSING_VALUE: neither the line nor its portfolio says the currency')
    );
  const code = currencyCode(text);
  return code.ok ? code.value : findings.reject(source, text, `UNKNOWN_CURRENCY: ${code.error}`);
};
