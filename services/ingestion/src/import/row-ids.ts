import type { DebtorRow, DebtRow, IntakeRow, PaymentRow, PortfolioInput } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';

interface BookIds {
  readonly creditorId: Uuid;
  readonly portfolioId: Uuid;
}

/** The identifiers of what rows speak of, each worked out once: that takes a good part of the time of a row. */
export class RowIds {
  /** Lines of the same portfolio share what was read of it. */
  private readonly books = new WeakMap<PortfolioInput, BookIds>();
  private readonly debts = new WeakMap<IntakeRow, Uuid>();
  private readonly persons = new WeakMap<IntakeRow, readonly [Uuid, ...Uuid[]]>();

  constructor(private readonly ids: Core['ids']) {}

  book(stated: PortfolioInput): BookIds {
    return this.books.getOrInsertComputed(stated, () => {
      const creditorId = this.ids.creditor(stated.creditor);
      return { creditorId, portfolioId: this.ids.portfolio(creditorId, stated.code) };
    });
  }

  debt(row: DebtRow | PaymentRow): Uuid {
    const { portfolio, obligation, instalment } = row;
    return this.debts.getOrInsertComputed(row, () =>
      this.ids.debt(this.book(portfolio).creditorId, portfolio.code, obligation, instalment),
    );
  }

  /** The debtor, then the parties of the debt. */
  people(row: DebtRow | DebtorRow): readonly [Uuid, ...Uuid[]] {
    return this.persons.getOrInsertComputed(row, () => {
      const { creditorId } = this.book(row.portfolio);
      const parties = row.kind === 'debt' ? row.parties.map(({ person }) => person) : [];
      return [
        this.ids.person(row.debtor, creditorId),
        ...parties.map((person) => this.ids.person(person, creditorId)),
      ];
    });
  }
}
