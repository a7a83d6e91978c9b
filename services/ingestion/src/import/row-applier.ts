import {
  contact,
  type DebtorRow,
  type DebtRow,
  debt,
  type IntakeRow,
  type PaymentRow,
  payment,
} from '@cauce/domain';
import { type InstantText, instantText, startOfDay, type Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import { type Book, BookKeeper } from './book-keeper.ts';
import { refuseChanged, stateOf } from './debt-statement.ts';
import type { ImportMemory } from './import-memory.ts';
import { People } from './people.ts';
import { RowRefused } from './row-refused.ts';

/** What a row did to its debt; `null` where it speaks of none. */
export type RowEffect = 'created' | 'changed' | 'unchanged' | 'paid' | 'waiting' | null;

/** What a person should know of a line that was taken. */
export interface Remarks {
  /** It describes a person or a portfolio otherwise than an earlier row, which counts. */
  contradicted: boolean;
  /** Parties of its debt that are left out, for they were erased. */
  readonly erased: Role[];
}

type Party = DebtRow['parties'][number];
export type Role = Party['role'];

/** Stages what a row changes. */
export type Staging = () => Promise<RowEffect>;

/** Whole instants stay, dates begin at their first instant in the portfolio's zone. */
const instantIn = (when: string, zone: string): InstantText =>
  when.length > 10 ? when : startOfDay(when, zone);

/** Turns rows into decisions on their streams. */
export class RowApplier {
  private readonly people: People;
  private readonly books: BookKeeper;

  constructor(
    private readonly core: Core,
    /** Counts payments without reference among equals, and knows who said something first. */
    private readonly memory: ImportMemory,
    agreed: boolean,
  ) {
    this.books = new BookKeeper(core, memory, agreed);
    this.people = new People(core, memory);
  }

  /**
   * Looks whether a row can be taken, and gives what stages it; what it leaves aside goes into the remarks. Throws
   * RowRefused; nothing is staged before.
   */
  async ready(unit: UnitOfWork, row: IntakeRow, remarks: Remarks): Promise<Staging> {
    const book = await this.books.of(unit, row);
    if (row.kind === 'payment') return this.readyPayment(unit, book, row, remarks);
    const debtorId = this.core.ids.person(row.debtor, book.creditorId);
    if (await this.core.vault.erased(debtorId)) throw erasedPerson(row.kind);
    // The person's stream comes before the debt's where a store appends one after the other.
    await unit.load(contact, debtorId);
    if (row.kind === 'debt') return this.readyDebt(unit, book, debtorId, row, remarks);
    return async () => {
      if (await this.books.keep(unit, book, row)) remarks.contradicted = true;
      if (await this.describe(unit, book, debtorId, row)) remarks.contradicted = true;
      return null;
    };
  }

  /** The parties of a debt without those that were erased: nothing of them is kept, and the debt goes on. */
  private async partiesOf(book: Book, { parties }: DebtRow, remarks: Remarks): Promise<readonly Party[]> {
    const kept: Party[] = [];
    for (const party of parties) {
      const partyId = this.core.ids.person(party.person, book.creditorId);
      if (await this.core.vault.erased(partyId)) remarks.erased.push(party.role);
      else kept.push(party);
    }
    return kept;
  }

  private async describe(
    unit: UnitOfWork,
    book: Book,
    debtorId: Uuid,
    row: DebtRow | DebtorRow,
  ): Promise<boolean> {
    const otherPerson = await this.people.describe(unit, debtorId, row.debtor);
    return (await this.people.assign(unit, debtorId, book.creditorId, row)) || otherPerson;
  }

  private async readyDebt(
    unit: UnitOfWork,
    book: Book,
    debtorId: Uuid,
    row: DebtRow,
    remarks: Remarks,
  ): Promise<Staging> {
    const parties = await this.partiesOf(book, row, remarks);
    const debtId = this.core.ids.debt(book.creditorId, book.code, row.obligation, row.instalment);
    const before = await unit.load(debt, debtId);
    if (before) refuseChanged(before, debtorId, row);
    return async () => {
      if (await this.books.keep(unit, book, row)) remarks.contradicted = true;
      const command = stateOf(this.core, { ...book, debtId, debtorId }, row, before);
      const events = [...(await unit.execute(debt, debtId, command))];
      // Of a debt on file too: it may have been appended, and the payments that waited for it not yet.
      await this.takeWaiting(unit, debtId, row.currency);
      if (await this.describe(unit, book, debtorId, row)) remarks.contradicted = true;
      for (const { role, person } of parties) {
        const partyId = this.core.ids.person(person, book.creditorId);
        if (await this.people.describe(unit, partyId, person)) remarks.contradicted = true;
        events.push(...(await unit.execute(debt, debtId, { kind: 'link', role, partyId })));
      }
      if (before === null) return 'created';
      return events.length > 0 ? 'changed' : 'unchanged';
    };
  }

  /** Payments that came before the debt are counted now; one in another currency keeps waiting. */
  private async takeWaiting(unit: UnitOfWork, debtId: Uuid, currency: string): Promise<void> {
    for (const waiting of await unit.load(payment, debtId)) {
      const { paymentId, amount, effectiveAt } = waiting;
      if (waiting.matched || waiting.currency !== currency) continue;
      await unit.execute(debt, debtId, { kind: 'pay', paymentId, amount, reference: null, effectiveAt });
      await unit.execute(payment, debtId, { kind: 'match', debtId, paymentId });
    }
  }

  private async readyPayment(
    unit: UnitOfWork,
    book: Book,
    row: PaymentRow,
    remarks: Remarks,
  ): Promise<Staging> {
    const { core } = this;
    const debtId = core.ids.debt(book.creditorId, book.code, row.obligation, row.instalment);
    const effectiveAt = instantIn(row.paidAt, book.zone);
    const { amount, currency, reference = null } = row;
    if (effectiveAt > instantText(core.clock.now())) {
      throw new RowRefused(row.kind, 'paidAt', row.paidAt, `FUTURE_PAYMENT: ${row.paidAt} has not come yet`);
    }
    const known = await unit.load(debt, debtId);
    if (known && known.currency !== currency) {
      throw new RowRefused(
        row.kind,
        'currency',
        currency,
        `CURRENCY_MISMATCH: the debt is in ${known.currency}`,
      );
    }
    return async () => {
      if (await this.books.keep(unit, book, row)) remarks.contradicted = true;
      const ordinal = reference ? 0 : this.memory.next(`${debtId}|${amount}|${row.paidAt}`);
      const paymentId = core.ids.payment(debtId, row, ordinal);
      const { portfolioId } = book;
      if (await unit.load(debt, debtId)) {
        await unit.execute(debt, debtId, { kind: 'pay', paymentId, amount, reference, effectiveAt });
        return 'paid';
      }
      const waiting = { debtId, portfolioId, paymentId, amount, currency, effectiveAt };
      await unit.execute(payment, debtId, { kind: 'wait', ...waiting });
      return 'waiting';
    };
  }
}

const erasedPerson = (kind: IntakeRow['kind']): RowRefused =>
  new RowRefused(kind, '', '[erased]', 'ERASED: the person of this row was erased and is not taken in again');
