import {
  contact,
  type DebtorRow,
  type DebtRow,
  debt,
  type IntakeRow,
  type PaymentRow,
  type Portfolio,
  payment,
  portfolio,
  type Stated,
} from '@cauce/domain';
import {
  canonicalJson,
  type InstantText,
  instantText,
  localDate,
  startOfDay,
  type Uuid,
} from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import type { Ordinals } from './ordinals.ts';
import { People } from './people.ts';

/** What a row did to its debt; `null` where it speaks of none. */
export type RowEffect = 'created' | 'changed' | 'unchanged' | null;

/** A row that cannot be taken as things stand. */
export class RowRefused extends Error {
  constructor(
    /** Header-independent name of the field, "" for the whole row. */
    readonly field: string,
    readonly value: string,
    /** Stable code, then words. */
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Whole instants stay, dates begin at their first instant in the portfolio's zone. */
const instantIn = (when: string, zone: string): InstantText =>
  when.length > 10 ? when : startOfDay(when, zone);

/** Turns rows into decisions on their streams. */
export class RowApplier {
  private readonly people: People;

  constructor(
    private readonly core: Core,
    /** Counts payments without reference among equals. */
    private readonly ordinals: Ordinals,
  ) {
    this.people = new People(core);
  }

  /** Stages what a row changes. Throws RowRefused when the row cannot be taken. */
  async apply(unit: UnitOfWork, row: IntakeRow): Promise<RowEffect> {
    const creditorId = this.core.ids.creditor(row.portfolio.creditor);
    const book = await this.openBook(unit, creditorId, row);
    if (row.kind === 'payment') return this.pay(unit, book, row);
    const people = [row.debtor, ...(row.kind === 'debt' ? row.parties.map(({ person }) => person) : [])];
    for (const person of people) {
      if (await this.core.vault.erased(this.core.ids.person(person, creditorId))) {
        throw new RowRefused(
          '',
          '[erased]',
          'ERASED: the person of this row was erased and is not taken in again',
        );
      }
    }
    const debtorId = this.core.ids.person(row.debtor, creditorId);
    // The person's stream comes before the debt's where a store appends one after the other.
    await unit.load(contact, debtorId);
    const effect = row.kind === 'debt' ? await this.stateDebt(unit, book, debtorId, row) : null;
    await this.describe(unit, book, debtorId, row);
    return effect;
  }

  private async openBook(unit: UnitOfWork, creditorId: Uuid, row: IntakeRow): Promise<Portfolio> {
    const portfolioId = this.core.ids.portfolio(creditorId, row.portfolio.code);
    const stated = row.kind === 'debtor' ? row.portfolio : { currency: row.currency, ...row.portfolio };
    const before = await unit.load(portfolio, portfolioId);
    const { currency: _, ...rest } = stated;
    await unit.execute(portfolio, portfolioId, {
      portfolioId,
      creditorId,
      stated: before ? (rest as typeof stated) : stated,
    });
    const book = await unit.load(portfolio, portfolioId);
    if (book) return book;
    throw new RowRefused(
      'portfolio',
      row.portfolio.code,
      `UNKNOWN_PORTFOLIO: "${row.portfolio.code}" is new and needs jurisdiction, zone and currency, in the row or in the mapping`,
    );
  }

  private async describe(
    unit: UnitOfWork,
    book: Portfolio,
    debtorId: Uuid,
    row: DebtRow | DebtorRow,
  ): Promise<void> {
    await this.people.describe(unit, debtorId, row.debtor);
    if (row.advisor) await this.people.assign(unit, debtorId, book.creditorId, row.advisor, row.supervisor);
    if (row.kind === 'debtor') return;
    const debtId = this.core.ids.debt(book.creditorId, book.code, row.obligation, row.instalment);
    for (const { role, person } of row.parties) {
      const partyId = this.core.ids.person(person, book.creditorId);
      await this.people.describe(unit, partyId, person);
      await unit.execute(debt, debtId, { kind: 'link', role, partyId });
    }
  }

  private async stateDebt(
    unit: UnitOfWork,
    book: Portfolio,
    debtorId: Uuid,
    row: DebtRow,
  ): Promise<RowEffect> {
    const debtId = this.core.ids.debt(book.creditorId, book.code, row.obligation, row.instalment);
    const before = await unit.load(debt, debtId);
    if (before && before.debtorId !== debtorId) {
      throw new RowRefused(
        'documentNumber',
        row.debtor.documentNumber,
        'DEBTOR_CHANGED: this obligation is on file with another debtor; recall it before placing it anew',
      );
    }
    if (before && before.currency !== row.currency) {
      throw new RowRefused(
        'currency',
        row.currency,
        `CURRENCY_CHANGED: the debt is on file in ${before.currency}`,
      );
    }
    const today = localDate(instantText(this.core.clock.now()), book.zone);
    const placedOn = row.placedOn ?? before?.placedOn ?? today;
    const { obligation, instalment, debtorReference, paymentReference } = row;
    const references = { obligation, instalment, debtorReference, paymentReference };
    const stated: Stated = {
      dueDate: row.dueDate,
      plannedRecall: row.plannedRecall ?? before?.stated.plannedRecall ?? null,
      product: row.product ?? before?.stated.product ?? null,
      balance: row.balance,
      balanceAsOf: row.balanceAsOf ?? before?.stated.balanceAsOf ?? placedOn,
      digest: this.core.ids.digest('references', canonicalJson(references)),
    };
    const events = await unit.execute(debt, debtId, {
      kind: 'state',
      debtId,
      debtorId,
      creditorId: book.creditorId,
      portfolioId: book.portfolioId,
      currency: row.currency,
      placedOn,
      stated,
      references: Object.fromEntries(
        Object.entries(references).filter(([, value]) => value !== undefined),
      ) as typeof references & { instalment: string; debtorReference: string; paymentReference: string },
      effectiveAt: startOfDay(placedOn, book.zone),
    });
    if (events.length === 0) return 'unchanged';
    if (before !== null) return 'changed';
    await this.takeWaiting(unit, debtId);
    return 'created';
  }

  /** Payments that came before the debt are counted now. */
  private async takeWaiting(unit: UnitOfWork, debtId: Uuid): Promise<void> {
    for (const { paymentId, amount, effectiveAt, matched } of await unit.load(payment, debtId)) {
      if (matched) continue;
      await unit.execute(debt, debtId, { kind: 'pay', paymentId, amount, reference: null, effectiveAt });
      await unit.execute(payment, debtId, { kind: 'match', debtId, paymentId });
    }
  }

  private async pay(unit: UnitOfWork, book: Portfolio, row: PaymentRow): Promise<RowEffect> {
    const debtId = this.core.ids.debt(book.creditorId, book.code, row.obligation, row.instalment);
    const effectiveAt = instantIn(row.paidAt, book.zone);
    if (effectiveAt > instantText(this.core.clock.now())) {
      throw new RowRefused('paidAt', row.paidAt, `FUTURE_PAYMENT: ${row.paidAt} has not come yet`);
    }
    const paymentId = this.core.ids.payment(
      debtId,
      row,
      row.reference ? 0 : this.ordinals.next(`${debtId}|${row.amount}|${row.paidAt}`),
    );
    const { amount, currency } = row;
    const known = await unit.load(debt, debtId);
    if (known && known.currency !== currency) {
      throw new RowRefused('currency', currency, `CURRENCY_MISMATCH: the debt is in ${known.currency}`);
    }
    if (known) {
      const reference = row.reference ?? null;
      await unit.execute(debt, debtId, { kind: 'pay', paymentId, amount, reference, effectiveAt });
    } else {
      const { portfolioId } = book;
      await unit.execute(payment, debtId, {
        kind: 'wait',
        debtId,
        portfolioId,
        paymentId,
        amount,
        currency,
        effectiveAt,
      });
    }
    return null;
  }
}
