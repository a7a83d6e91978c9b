import {
  type DebtorRow,
  type DebtRow,
  type IntakeRow,
  momentOf,
  type PaymentRow,
  type PortfolioInput,
} from '@cauce/domain';
import { currencyCode } from '@cauce/kernel';
import { balanceReader } from './balance.ts';
import { PARTIES } from './fields.ts';
import { Findings } from './findings.ts';
import { personReader } from './person.ts';
import { portfolioReader } from './portfolio.ts';
import { amountIn, type Cells, dateIn, needed, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';
import { staffReader } from './staff.ts';

/** Makes the row of a line, or says in the findings why there is none. */
export type RowReader = (cells: Cells, findings: Findings) => IntakeRow | undefined;

/** Country of a portfolio: "" where it has none, undefined where the portfolio itself could not be read. */
const countryIn = (portfolio: PortfolioInput | undefined): string | undefined =>
  portfolio && (portfolio.jurisdiction?.slice(0, 2) ?? '');

const currencyIn = (
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

/** Leaves out what is undefined: an absent field says nothing, it does not clear. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const kept: { [K in keyof T]?: T[K] } = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
};

const whoReader = (sources: Sources) => {
  const person = personReader(sources, 'debtor');
  const advisor = staffReader(sources, 'advisor');
  const supervisor = staffReader(sources, 'supervisor');
  return (cells: Cells, country: string | undefined, findings: Findings) => {
    if (country === undefined) return undefined;
    const debtor = person.read(cells, country, findings);
    const assigned = given({
      debtorReference: textIn(sources.get('debtorReference'), cells),
      advisor: advisor(cells, country, findings),
      supervisor: supervisor(cells, country, findings),
    });
    return debtor && { debtor, ...assigned };
  };
};

const debtorReader = (sources: Sources): RowReader => {
  const portfolioIn = portfolioReader(sources);
  const who = whoReader(sources);
  return (cells, findings): DebtorRow | undefined => {
    const portfolio = portfolioIn(cells, findings);
    const person = who(cells, countryIn(portfolio), findings);
    return portfolio && person && { kind: 'debtor', portfolio, ...person };
  };
};

/** The debt is worked with its debtor: a party that cannot be identified is left out with a warning. */
const partiesReader = (sources: Sources) => {
  const readers = PARTIES.map(({ prefix, role }) => ({
    prefix,
    role,
    person: personReader(sources, prefix),
  }));
  const bound = readers.filter(({ prefix }) =>
    [...sources.keys()].some((name) => name.startsWith(`${prefix}.`)),
  );
  return (
    cells: Cells,
    country: string,
    debtor: { documentType: string; documentNumber: string },
    findings: Findings,
  ) =>
    bound.flatMap(({ prefix, role, person: reader }) => {
      if (!reader.isNamed(cells)) return [];
      const fallback = {
        type: 'ISSUER',
        number: `${debtor.documentType} ${debtor.documentNumber}/${prefix}`,
      };
      const own = new Findings(findings.line);
      const person = reader.read(cells, country, own, fallback);
      findings.warnings.push(
        ...own.warnings,
        ...own.rejects.map((reject) => ({ ...reject, reason: `${reject.reason}; the ${role} was left out` })),
      );
      return person && own.rejects.length === 0 ? [{ role, person }] : [];
    });
};

const debtReader = (sources: Sources): RowReader => {
  const at = (name: string) => sources.get(name);
  const portfolioIn = portfolioReader(sources);
  const who = whoReader(sources);
  const partiesIn = partiesReader(sources);
  const balanceIn = balanceReader(sources);
  return (cells, findings): DebtRow | undefined => {
    const portfolio = portfolioIn(cells, findings);
    const country = countryIn(portfolio);
    const person = who(cells, country, findings);
    const obligation = needed(at('obligation'), cells, findings);
    const dates = {
      placedOn: dateIn(at('placedOn'), cells, findings),
      plannedRecall: dateIn(at('plannedRecall'), cells, findings),
      balanceAsOf: dateIn(at('balanceAsOf'), cells, findings),
    };
    const dueDate = dateIn(at('dueDate'), cells, findings);
    if (dueDate === undefined && textIn(at('dueDate'), cells) === undefined)
      needed(at('dueDate'), cells, findings);
    const currency = portfolio && currencyIn(at('currency'), cells, portfolio, findings);
    const balance = currency === undefined ? undefined : balanceIn(cells, currency, findings);
    const parties = person && country !== undefined ? partiesIn(cells, country, person.debtor, findings) : [];
    if (
      !portfolio ||
      !person ||
      obligation === undefined ||
      dueDate === undefined ||
      currency === undefined ||
      !balance
    )
      return undefined;
    const texts = {
      instalment: textIn(at('instalment'), cells),
      product: textIn(at('product'), cells),
      paymentReference: textIn(at('paymentReference'), cells),
    };
    return {
      kind: 'debt',
      portfolio,
      obligation,
      ...given({ ...texts, ...dates }),
      dueDate,
      currency,
      balance,
      ...person,
      parties,
    };
  };
};

const momentIn = (source: Source | undefined, cells: Cells, findings: Findings): string | undefined => {
  const text = needed(source, cells, findings);
  if (source === undefined || text === undefined) return undefined;
  const moment = momentOf(text, source.dates);
  return moment.ok ? moment.value : findings.reject(source, text, moment.error);
};

const paymentReader = (sources: Sources): RowReader => {
  const at = (name: string) => sources.get(name);
  const portfolioIn = portfolioReader(sources);
  return (cells, findings): PaymentRow | undefined => {
    const portfolio = portfolioIn(cells, findings);
    const obligation = needed(at('obligation'), cells, findings);
    const paidAt = momentIn(at('paidAt'), cells, findings);
    const currency = portfolio && currencyIn(at('currency'), cells, portfolio, findings);
    const text = needed(at('amount'), cells, findings);
    const amount = currency === undefined ? undefined : amountIn(at('amount'), cells, currency, findings);
    if (amount === 0)
      return findings.reject(at('amount'), text ?? '', 'INVALID_AMOUNT: a payment is more than zero');
    if (
      !portfolio ||
      obligation === undefined ||
      paidAt === undefined ||
      currency === undefined ||
      amount === undefined
    )
      return undefined;
    const texts = given({
      instalment: textIn(at('instalment'), cells),
      reference: textIn(at('reference'), cells),
    });
    return { kind: 'payment', portfolio, obligation, ...texts, amount, currency, paidAt };
  };
};

/** The reader of each kind of row, over the fields that a file has. */
export const ROW_READERS: Readonly<Record<IntakeRow['kind'], (sources: Sources) => RowReader>> = {
  debtor: debtorReader,
  debt: debtReader,
  payment: paymentReader,
};
