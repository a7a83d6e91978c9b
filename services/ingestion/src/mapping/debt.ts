import type { DebtRow, PortfolioInput } from '@cauce/domain';
import { balanceReader } from './balance.ts';
import { whoReader } from './debtor.ts';
import { PARTIES } from './fields.ts';
import { Findings } from './findings.ts';
import { personReader } from './person.ts';
import { countryIn, currencyIn, portfolioReader } from './portfolio.ts';
import { type Cells, dateIn, given, needed, type RowReader, textIn } from './readers.ts';
import type { Sources } from './source.ts';

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

/** Reads a row of a debt. */
export const debtReader = (sources: Sources, onFile: readonly PortfolioInput[]): RowReader => {
  const at = (name: string) => sources.get(name);
  const portfolioIn = portfolioReader(sources, onFile);
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
