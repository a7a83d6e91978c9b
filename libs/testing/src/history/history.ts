import {
  ContactPointAdded,
  DebtorRegistered,
  DebtPlaced,
  DebtRestated,
  type NewEvent,
  PaymentReceived,
  PlacementEnded,
  PortfolioOpened,
} from '@cauce/contracts';
import { derivedId, type InstantText, startOfDay, type Uuid } from '@cauce/kernel';
import type { HistoryClock, HistoryIds, HistoryLog } from './parts.ts';
import { verbatim } from './verbatim.ts';

/** A portfolio of a history. */
export interface Book {
  readonly portfolioId: Uuid;
  readonly creditorId: Uuid;
  readonly creditor: string;
  readonly code: string;
  readonly zone: string;
  readonly currency: string;
}

/** A debtor of a history, with the personal values that were sealed. */
export interface Someone {
  readonly debtorId: Uuid;
  readonly documentNumber: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
}

/** A debt of a history. */
export interface Owed {
  readonly debtId: Uuid;
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly obligation: string;
  readonly debtorReference: string;
}

const principal = (minor: number) => ({ principal: minor, interest: 0, fees: 0, tax: 0 });

/** Writes events of the past into a log, under a clock that it moves. */
export class History {
  private readonly log: HistoryLog;
  private readonly clock: HistoryClock;
  private readonly ids: HistoryIds;
  private causes = 0;

  constructor(log: HistoryLog, clock: HistoryClock, ids: HistoryIds) {
    this.log = log;
    this.clock = clock;
    this.ids = ids;
  }

  /** Moves the clock: what follows is recorded then. */
  at(instant: InstantText): this {
    this.clock.moveTo(Temporal.Instant.from(instant));
    return this;
  }

  /** Appends events to a stream. */
  async append(category: string, id: string, ...events: NewEvent[]): Promise<void> {
    this.causes += 1;
    const causationId = derivedId('history', this.causes);
    const cause = { actor: 'policy:history', causationId, correlationId: causationId } as const;
    await this.log.transact(cause, (unit) => unit.execute(verbatim(category), id, events));
  }

  /** A portfolio of a Colombian bank in pesos, unless told otherwise. */
  async book(
    told: Partial<
      Pick<Book, 'creditor' | 'code' | 'zone' | 'currency'> & {
        agency: string;
        jurisdiction: string;
        identification: string;
      }
    > = {},
  ): Promise<Book> {
    const { creditor = 'Banco Andino', code = 'consumo', zone = 'America/Bogota', currency = 'COP' } = told;
    const { jurisdiction = 'CO' } = told;
    const creditorId = this.ids.creditor(creditor);
    const portfolioId = this.ids.portfolio(creditorId, code);
    const opened = PortfolioOpened.make({
      portfolioId,
      creditorId,
      creditor,
      code,
      jurisdiction,
      zone,
      currency,
      collector: 'third_party',
      debtKind: 'consumer',
      language: 'es',
      howToPay: 'En cualquier oficina del banco',
      contact: 'cobranza@banco.example',
      agency: told.agency ?? null,
      identification: told.identification ?? null,
    });
    await this.append('portfolio', portfolioId, opened);
    return { portfolioId, creditorId, creditor, code, zone, currency };
  }

  /** A natural person with a document and an e-mail address, the n-th of this history; of Colombia unless told otherwise. */
  async debtor(n: number, country = 'CO'): Promise<Someone> {
    const documentNumber = String(1_030_000_000 + n);
    const [givenName, surname, email] = [`Marisol${n}`, `Quiñonez${n}`, `marisol${n}@correo.example`];
    const debtorId = this.ids.person({ country, documentType: 'CC', documentNumber }, '');
    const registered = DebtorRegistered.make(
      {
        debtorId,
        kind: 'natural',
        country,
        documentType: 'CC',
        language: 'es',
        zone: null,
        digest: this.ids.digest('person', documentNumber, givenName, surname),
      },
      { personal: [{ subject: debtorId, fields: { documentNumber, givenName, surname } }] },
    );
    await this.append('contact', debtorId, registered, this.emailOf(debtorId, email, ['America/Bogota']));
    return { debtorId, documentNumber, givenName, surname, email };
  }

  /** A further e-mail address of somebody. */
  email({ debtorId }: Pick<Someone, 'debtorId'>, value: string): Promise<void> {
    return this.append('contact', debtorId, this.emailOf(debtorId, value, []));
  }

  private emailOf(debtorId: Uuid, value: string, zones: readonly string[]) {
    return ContactPointAdded.make(
      {
        debtorId,
        pointId: this.ids.point({ kind: 'email', value }),
        kind: 'email',
        label: null,
        source: null,
        channels: ['email'],
        regions: [],
        zones: [...zones],
      },
      { personal: [{ subject: debtorId, fields: { value } }] },
    );
  }

  /** A debt of some minor units of principal; placed on its due date where `placedOn` is left out. */
  async debt(
    book: Book,
    { debtorId }: Pick<Someone, 'debtorId'>,
    told: {
      obligation: string;
      instalment?: string;
      minor: number;
      dueDate: string;
      placedOn?: string;
      debtorReference?: string;
    },
  ): Promise<Owed> {
    const { obligation, instalment, minor, dueDate } = told;
    const { placedOn = dueDate, debtorReference = `CLI-${obligation}` } = told;
    const { creditorId, portfolioId, currency, code, zone } = book;
    const debtId = this.ids.debt(creditorId, code, obligation, instalment);
    const placed = DebtPlaced.make(
      {
        debtId,
        debtorId,
        creditorId,
        portfolioId,
        placement: 1,
        placedOn,
        currency,
        dueDate,
        plannedRecall: null,
        product: 'Tarjeta',
        balance: principal(minor),
        balanceAsOf: placedOn,
        digest: this.ids.digest('references', obligation, debtorReference),
      },
      {
        effectiveAt: startOfDay(placedOn, zone),
        personal: [
          {
            subject: debtorId,
            fields: { obligation, ...(instalment ? { instalment } : {}), debtorReference },
          },
        ],
      },
    );
    await this.append('debt', debtId, placed);
    return { debtId, debtorId, creditorId, obligation, debtorReference };
  }

  /** The creditor states another principal. */
  restates({ debtId, debtorId }: Owed, minor: number): Promise<void> {
    return this.append(
      'debt',
      debtId,
      DebtRestated.make({ debtId, debtorId, changes: { balance: principal(minor) } }),
    );
  }

  /** A payment of principal; `settles` ends the placement with it. */
  async pays(
    { debtId, debtorId }: Owed,
    minor: number,
    { effectiveAt, settles = false }: { effectiveAt?: InstantText; settles?: boolean } = {},
  ): Promise<void> {
    const rest = effectiveAt === undefined ? {} : { effectiveAt };
    const paymentId = derivedId('payment', debtId, this.causes);
    const received = PaymentReceived.make(
      { debtId, debtorId, paymentId, amount: minor, allocation: principal(minor), excess: 0 },
      rest,
    );
    const ended = PlacementEnded.make({ debtId, debtorId, placement: 1, reason: 'paid' }, rest);
    await this.append('debt', debtId, received, ...(settles ? [ended] : []));
  }
}
