import type {
  contactEvents,
  debtEvents,
  EventsOf,
  portfolioEvents,
  RecordedEvent,
  treatmentEvents,
} from '@cauce/contracts';
import { type InstantText, type Uuid } from '@cauce/kernel';
import { DebtorStories } from './debtor-stories.ts';
import { LawDays } from './law-days.ts';

type Told = EventsOf<
  readonly [
    ...typeof contactEvents,
    ...typeof debtEvents,
    ...typeof portfolioEvents,
    ...typeof treatmentEvents,
  ]
>;

interface PlacedDebt {
  readonly debtorId: Uuid;
  readonly currency: string;
  readonly country: string;
}

type Counted = 'cleared' | 'deferred' | 'refused' | 'requested' | 'sent' | 'delivered' | 'bounced';

/** Counts what a log tells, event by event in the order of the log. */
export class Tally {
  readonly creditors = new Set<string>();
  readonly debts = new Map<Uuid, PlacedDebt>();
  readonly held = new Map<string, Set<Uuid>>();
  readonly payments = new Map<string, { count: number; minor: bigint }>();
  readonly ended = new Map<string, number>();
  readonly law = new LawDays();
  readonly stories = new DebtorStories();
  events = 0;
  first: InstantText | null = null;
  last: InstantText | null = null;
  private readonly contacts = new Map<Counted, Set<Uuid>>();
  private readonly countries = new Map<Uuid, string>();

  /** Contacts to which it happened at least once. */
  count(what: Counted): number {
    return this.contacts.get(what)?.size ?? 0;
  }

  take(event: RecordedEvent): void {
    this.events += 1;
    this.first ??= event.recordedAt;
    this.last = event.recordedAt;
    this.read(event as RecordedEvent & Told);
  }

  private read({ type, data }: Told): void {
    switch (type) {
      case 'PortfolioOpened':
        this.creditors.add(data.creditor);
        this.countries.set(data.portfolioId, data.jurisdiction.slice(0, 2));
        return;
      case 'DebtPlaced': {
        const { debtId, debtorId, currency, portfolioId } = data;
        this.debts.set(debtId, { debtorId, currency, country: this.countries.get(portfolioId) ?? '' });
        return;
      }
      case 'PaymentReceived': {
        const currency = this.debts.get(data.debtId)?.currency ?? '';
        const paid = this.payments.getOrInsertComputed(currency, () => ({ count: 0, minor: 0n }));
        paid.count += 1;
        paid.minor += BigInt(data.amount);
        this.stories.tell(data.debtorId, 'paid');
        return;
      }
      case 'PlacementEnded':
        this.ended.set(data.reason, (this.ended.get(data.reason) ?? 0) + 1);
        if (data.reason === 'recalled') this.stories.tell(data.debtorId, 'recalled');
        return;
      case 'ContactRequested':
        this.mark('requested', data.contactId);
        return;
      case 'ContactCleared':
        this.mark('cleared', data.contactId);
        return;
      case 'ContactDeferred':
        this.mark('deferred', data.contactId);
        this.law.take(data);
        this.stories.tell(data.debtorId, 'deferred');
        return;
      case 'ContactRefused':
        this.mark('refused', data.contactId);
        return;
      case 'ContactHeld':
        this.held.getOrInsertComputed(data.reason, () => new Set()).add(data.contactId);
        return;
      case 'AttemptAccepted':
        this.mark('sent', data.contactId);
        return;
      case 'ContactDelivered':
        this.mark('delivered', data.contactId);
        this.stories.tell(data.debtorId, 'delivered');
        return;
      case 'ContactBounced':
        this.mark('bounced', data.contactId);
        this.stories.tell(data.debtorId, 'bounced');
        return;
      default:
    }
  }

  private mark(what: Counted, contactId: Uuid): void {
    this.contacts.getOrInsertComputed(what, () => new Set()).add(contactId);
  }
}
