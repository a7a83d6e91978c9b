import type { EventStore } from '@cauce/ports';

/** What happened on a log. */
export interface LogCounts {
  readonly debts: number;
  readonly debtors: number;
  /** Contacts asked for. */
  readonly contacts: number;
  readonly attempts: number;
  /** Contacts that a provider took, and those of which a receipt says that they arrived. */
  readonly sent: number;
  readonly delivered: number;
  /** Decisions of the gate. */
  readonly deferred: number;
  readonly refused: number;
  readonly payments: number;
  readonly events: number;
}

const PAGE = 5_000;

/** Counts a whole log. */
export const countLog = async (store: EventStore): Promise<LogCounts> => {
  const sets = { DebtPlaced: new Set(), debtors: new Set(), ContactRequested: new Set() };
  const sent = new Set<unknown>();
  const delivered = new Set<unknown>();
  const totals: Record<string, number> = {};
  let events = 0;
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: PAGE });
    for (const { type, data } of page.events) {
      const { debtId, debtorId, contactId } = data as Record<string, unknown>;
      events += 1;
      totals[type] = (totals[type] ?? 0) + 1;
      if (type === 'DebtPlaced') {
        sets.DebtPlaced.add(debtId);
        sets.debtors.add(debtorId);
      }
      if (type === 'ContactRequested') sets.ContactRequested.add(contactId);
      if (type === 'AttemptAccepted') sent.add(contactId);
      if (type === 'ContactDelivered') delivered.add(contactId);
    }
    if (page.atEnd) break;
    after = page.next;
  }
  return {
    debts: sets.DebtPlaced.size,
    debtors: sets.debtors.size,
    contacts: sets.ContactRequested.size,
    attempts: totals.AttemptStarted ?? 0,
    sent: sent.size,
    delivered: delivered.size,
    deferred: totals.ContactDeferred ?? 0,
    refused: totals.ContactRefused ?? 0,
    payments: totals.PaymentReceived ?? 0,
    events,
  };
};
