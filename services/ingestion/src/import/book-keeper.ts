import { type IntakeRow, missingTerms, type Portfolio, type PortfolioInput, portfolio } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import type { ImportMemory } from './import-memory.ts';
import { RowRefused } from './row-refused.ts';

/** The book of a row: what is on file of it, or what the row says of a new one. */
export type Book = Pick<Portfolio, 'portfolioId' | 'creditorId' | 'code' | 'zone'>;

/** Terms that decide which law holds and when: one row does not change them for all debts of a book unasked. */
const FIRM = [
  ['jurisdiction', 'jurisdiction'],
  ['zone', 'zone'],
  ['collector', 'collector'],
  ['debtKind', 'debt kind'],
] as const;

/** Terms that messages show: of what the rows of one import say, the first counts. */
const SHOWN = ['language', 'howToPay', 'contact', 'agency', 'identification'] as const;

/** What a unit was told last of a book. */
interface Told {
  readonly stated: PortfolioInput;
  readonly contradicted: boolean;
}

/** Opens the books that rows belong to, and keeps them as rows say. */
export class BookKeeper {
  /** Zones of the books that this import found or opened; a rehearsal opens none. */
  private readonly zones = new Map<Uuid, string>();
  private readonly ids = new WeakMap<PortfolioInput, Pick<Book, 'portfolioId' | 'creditorId'>>();
  /** What a unit was last told of each book: the next line mostly says the same. */
  private readonly statements = new WeakMap<UnitOfWork, Map<Uuid, Told>>();

  constructor(
    private readonly core: Pick<Core, 'ids'>,
    private readonly memory: ImportMemory,
    /** A person has agreed to what the file changes of a whole book. */
    private readonly agreed: boolean,
  ) {}

  /** The book of a row. Throws RowRefused where it cannot be opened, or the row contradicts it. */
  async of(unit: UnitOfWork, row: IntakeRow): Promise<Book> {
    const { portfolio: stated } = row;
    const { creditorId, portfolioId } = this.idsOf(stated);
    const onFile = await unit.load(portfolio, portfolioId);
    const known = onFile?.zone ?? this.zones.get(portfolioId);
    if (known === undefined) refuseWithoutTerms(row);
    if (this.told(unit).get(portfolioId)?.stated !== stated)
      this.refuseContradiction(portfolioId, row, onFile);
    return { portfolioId, creditorId, code: stated.code, zone: stated.zone ?? known ?? '' };
  }

  /**
   * Opens the book or changes what the row says otherwise of it; its currency stays what it was, and what an earlier
   * row of the import said otherwise. Gives whether there was such a contradiction.
   */
  async keep(unit: UnitOfWork, book: Book, row: IntakeRow): Promise<boolean> {
    const { portfolioId, creditorId } = book;
    const told = this.told(unit);
    const last = told.get(portfolioId);
    if (last?.stated === row.portfolio) return last.contradicted;
    const differing = SHOWN.filter((name) => {
      const value = row.portfolio[name];
      return value !== undefined && this.memory.settle(`${name}|${portfolioId}`, value);
    });
    const contradicted = differing.length > 0;
    told.set(portfolioId, { stated: row.portfolio, contradicted });
    const { currency, ...terms } =
      row.kind === 'debtor' ? row.portfolio : { currency: row.currency, ...row.portfolio };
    const isNew = (await unit.load(portfolio, portfolioId)) === null;
    for (const name of differing) delete terms[name];
    const stated = isNew && currency ? { ...terms, currency } : terms;
    await unit.execute(portfolio, portfolioId, { portfolioId, creditorId, stated });
    this.zones.set(portfolioId, book.zone);
    // Who opens a book says its defaults too.
    const said = isNew ? await unit.load(portfolio, portfolioId) : stated;
    for (const [name] of FIRM) {
      const value = said?.[name];
      if (value !== undefined) this.memory.settle(`${name}|${portfolioId}`, value);
    }
    return contradicted;
  }

  private told(unit: UnitOfWork): Map<Uuid, Told> {
    return this.statements.getOrInsertComputed(unit, () => new Map());
  }

  /** Lines of the same portfolio share what was read of it, and its ids. */
  private idsOf(stated: PortfolioInput): Pick<Book, 'portfolioId' | 'creditorId'> {
    return this.ids.getOrInsertComputed(stated, () => {
      const creditorId = this.core.ids.creditor(stated.creditor);
      return { creditorId, portfolioId: this.core.ids.portfolio(creditorId, stated.code) };
    });
  }

  private refuseContradiction(portfolioId: Uuid, row: IntakeRow, onFile: Portfolio | null): void {
    for (const [name, words] of FIRM) {
      const value = row.portfolio[name];
      if (value === undefined) continue;
      const refuse = (why: string): never => {
        throw new RowRefused(row.kind, `portfolio.${name}`, value, `PORTFOLIO_CONTRADICTED: ${why}`);
      };
      if (this.memory.differs(`${name}|${portfolioId}`, value))
        refuse(`an earlier row of the file gives the portfolio another ${words}; it has one`);
      if (onFile && onFile[name] !== value && !this.agreed)
        refuse(
          `the portfolio is on file with ${words} ${onFile[name]}; import with --yes to change it for all its debts`,
        );
    }
  }
}

/** A book that is new needs its terms. */
const refuseWithoutTerms = ({ portfolio: stated, ...row }: IntakeRow): void => {
  const currency = stated.currency ?? ('currency' in row ? row.currency : undefined);
  const missing = missingTerms({ ...stated, ...(currency ? { currency } : {}) });
  if (missing === null) return;
  throw new RowRefused(
    row.kind,
    'portfolio.code',
    stated.code,
    `UNKNOWN_PORTFOLIO: "${stated.code}" of ${stated.creditor} is new: import its debts first, or give its ${missing} in columns of the file, or under "portfolio" in the mapping`,
  );
};
