import {
  AttemptAccepted,
  AttemptStarted,
  ContactCleared,
  ContactDeferred,
  ContactDelivered,
  ContactRefused,
  ContactRequested,
} from '@cauce/contracts';
import { derivedId, type InstantText, type Uuid } from '@cauce/kernel';
import type { History, Owed, Someone } from './history.ts';

/** Which contact: of a debtor, about a step of some debts of one creditor, planned for an instant. */
export interface ContactTold {
  readonly debts: readonly Owed[];
  readonly step: string;
  readonly plannedFor: InstantText;
  readonly n?: number;
}

type Outcome = 'allow' | 'defer' | 'block';

/** A decision of the gate with one rule, as it is recorded. */
export const decisionOf = (
  items: readonly { debtId: Uuid; step: string }[],
  outcome: Outcome,
  at: InstantText,
) => ({
  at,
  items: items.map((item) => ({
    ...item,
    decision: outcome,
    notBefore: outcome === 'defer' ? at : null,
    reasons: [outcome === 'allow' ? 'OK' : 'QUIET_HOURS'],
    rules: [
      {
        id: 'CO-HOURS',
        outcome,
        citation: 'Ley 2300 de 2023, art. 3',
        inputs: { localTime: '09:30', zone: 'America/Bogota' },
        pack: 'CO',
        packVersion: '2023.10',
      },
    ],
  })),
  packs: [{ id: 'CO', version: '2023.10' }],
  basis: { streams: [{ stream: 'portfolio-x', revision: 0 }], facts: { zones: ['America/Bogota'] } },
});

/** One contact of a history, from its request to its receipt; each step is recorded at the clock of then. */
export class ContactStory {
  readonly contactId: Uuid;
  private readonly history: History;
  private readonly someone: Someone;
  private readonly told: ContactTold;
  private readonly key: { debtorId: Uuid; creditorId: Uuid; contactId: Uuid };
  private readonly items: { debtId: Uuid; step: string }[];
  private readonly attemptId: Uuid;

  constructor(history: History, someone: Someone, told: ContactTold) {
    const { debtorId } = someone;
    const creditorId = told.debts[0]?.creditorId ?? '';
    this.history = history;
    this.someone = someone;
    this.told = told;
    this.contactId = derivedId(
      'contact',
      debtorId,
      creditorId,
      'email',
      'es',
      told.plannedFor.slice(0, 10),
      told.n ?? 0,
    );
    this.attemptId = derivedId('attempt', this.contactId);
    this.key = { debtorId, creditorId, contactId: this.contactId };
    this.items = told.debts.map(({ debtId }) => ({ debtId, step: told.step }));
  }

  async requested(merges: Uuid[] = []): Promise<this> {
    const { plannedFor } = this.told;
    const { debtorId, creditorId } = this.key;
    const event = ContactRequested.make({
      ...this.key,
      channel: 'email',
      language: 'es',
      strategy: 'standard@1',
      plannedFor,
      usefulUntil: plannedFor,
      items: this.items.map((item) => ({ ...item, anchor: plannedFor.slice(0, 10) })),
      merges,
    });
    await this.history.append('treatment', `${debtorId}-${creditorId}`, event);
    return this;
  }

  async cleared(): Promise<this> {
    const clearanceId = derivedId('clearance', this.contactId);
    const decision = decisionOf(this.items, 'allow', this.told.plannedFor);
    const event = {
      ...this.request(),
      clearanceId,
      expiresAt: this.told.plannedFor,
      pointId: null,
      template: null,
      items: this.items,
      decision,
    };
    return this.tell(ContactCleared.make(event));
  }

  async deferred(notBefore: InstantText): Promise<this> {
    const decision = decisionOf(this.items, 'defer', notBefore);
    return this.tell(ContactDeferred.make({ ...this.request(), notBefore, items: this.items, decision }));
  }

  async refused(): Promise<this> {
    const decision = decisionOf(this.items, 'block', this.told.plannedFor);
    return this.tell(ContactRefused.make({ ...this.request(), items: this.items, decision }));
  }

  async started(): Promise<this> {
    const { email, givenName } = this.someone;
    const event = AttemptStarted.make(
      {
        ...this.key,
        attemptId: this.attemptId,
        clearanceId: derivedId('clearance', this.contactId),
        pointId: derivedId('point', this.contactId),
        channel: 'email',
        gateway: 'sandbox',
        messageId: `${this.attemptId}@cauce.invalid`,
        template: 'reminder',
        templateVersion: '1',
        from: { name: 'Agencia Cauce', address: 'cobranzas@cauce.example' },
        segments: 1,
        cost: null,
        items: this.items,
      },
      {
        personal: [
          {
            subject: this.someone.debtorId,
            fields: {
              to: email,
              subject: 'Su obligación',
              text: `Estimada ${givenName}: le recordamos su saldo. <Si ya pagó, haga caso omiso.>`,
              html: `<p>Estimada ${givenName}</p>`,
            },
          },
        ],
      },
    );
    return this.tell(event);
  }

  async accepted(): Promise<this> {
    return this.tell(AttemptAccepted.make({ ...this.key, attemptId: this.attemptId, providerId: 'p-1' }));
  }

  async delivered(): Promise<this> {
    return this.tell(ContactDelivered.make({ ...this.key, attemptId: this.attemptId, receiptId: 'r-1' }));
  }

  private async tell(event: Parameters<History['append']>[2]): Promise<this> {
    await this.history.append('contact', this.key.debtorId, event);
    return this;
  }

  private request() {
    const { plannedFor } = this.told;
    const requestId = derivedId('request', this.contactId);
    return { ...this.key, requestId, channel: 'email', language: 'es', plannedFor, usefulUntil: plannedFor };
  }
}
