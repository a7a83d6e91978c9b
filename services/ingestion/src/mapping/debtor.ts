import type { DebtorRow, PortfolioInput } from '@cauce/domain';
import type { Findings } from './findings.ts';
import { personReader } from './person.ts';
import { countryIn, portfolioReader } from './portfolio.ts';
import { type Cells, given, type RowReader, textIn } from './readers.ts';
import type { Sources } from './source.ts';
import { staffReader } from './staff.ts';

/** Reads the debtor of a line and the people assigned to them. */
export const whoReader = (sources: Sources) => {
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

/** Reads a row of a debtor alone. */
export const debtorReader = (sources: Sources, onFile: readonly PortfolioInput[]): RowReader => {
  const portfolioIn = portfolioReader(sources, onFile);
  const who = whoReader(sources);
  return (cells, findings): DebtorRow | undefined => {
    const portfolio = portfolioIn(cells, findings);
    const person = who(cells, countryIn(portfolio), findings);
    return portfolio && person && { kind: 'debtor', portfolio, ...person };
  };
};
