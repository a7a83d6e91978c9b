import type { PortfolioInput } from '@cauce/domain';
import type { BoundRecord } from './bind.ts';
import { Findings } from './findings.ts';
import { portfolioReader } from './portfolio.ts';
import { type Cells, given, textIn } from './readers.ts';

/** What names a debt in a file. */
export interface DebtKey {
  readonly portfolio: PortfolioInput;
  readonly obligation: string;
  readonly instalment?: string;
}

/** Reads which debt a line is about and nothing else; undefined where its cells do not tell. */
export const debtKeyReader = (record: BoundRecord, width: number, onFile: readonly PortfolioInput[]) => {
  const sources = record.rows.find(({ kind }) => kind === 'debt')?.sources ?? new Map();
  const portfolioIn = portfolioReader(sources, onFile);
  return (cells: Cells): DebtKey | undefined => {
    if (cells.length < width) return undefined;
    const portfolio = portfolioIn(cells, new Findings(0));
    const obligation = textIn(sources.get('obligation'), cells);
    if (!portfolio || obligation === undefined) return undefined;
    return { portfolio, obligation, ...given({ instalment: textIn(sources.get('instalment'), cells) }) };
  };
};
