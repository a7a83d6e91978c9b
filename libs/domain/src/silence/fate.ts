import type { InstantText, Uuid } from '@cauce/kernel';
import { retryAt } from '../contact/retry.ts';
import type { ContactEvent, ContactItem } from '../contact/state.ts';
import type { DebtEvent, SealedAt } from '../debt/state.ts';
import type { TreatmentEvent } from '../treatment/state.ts';
import type { PendingReason, SettledReason } from './reasons.ts';

/** What came of the last step of a debt that was taken or lost. */
export interface Fate {
  /** `contacted`: a provider took it. */
  readonly state: PendingReason | SettledReason | 'contacted';
  readonly step: string;
  /** The contact that speaks of it, and the request that is to be answered; null of a step that none was made for. */
  readonly contactId: Uuid | null;
  readonly requestId: Uuid | null;
  readonly attemptId: Uuid | null;
  /** Attempts of the contact so far. */
  readonly attempts: number;
  /** Since when it stands so; of what was sent, when its attempt began. */
  readonly since: InstantText;
  /** When it goes on by itself; null where nothing says so. */
  readonly until: InstantText | null;
  /** The gate's last decision on it. */
  readonly decision: SealedAt | null;
}

/** The events that make it, of the treatment, the person's contacts and the debt. */
export type StoryEvent = TreatmentEvent | ContactEvent | DebtEvent;

type Of<T extends StoryEvent['type']> = Extract<StoryEvent, { type: T }>;

/** What it is called that a contact is held. */
const HELD = {
  NO_ADDRESS: 'no_address',
  MISSING_TAG: 'missing_tag',
  UNAPPROVED_TEMPLATE: 'unapproved_template',
} as const satisfies Record<Of<'ContactHeld'>['data']['reason'], SettledReason>;

const itemOf = <I extends ContactItem>(items: readonly I[], debtId: Uuid): I | undefined =>
  items.find((item) => item.debtId === debtId);

const MAY_HAVE_ARRIVED: ReadonlySet<Fate['state']> = new Set(['under_way', 'unknown_attempt', 'contacted']);

const requested = (fate: Fate | null, event: Of<'ContactRequested'>, debtId: Uuid): Fate | null => {
  const { contactId, items } = event.data;
  const item = itemOf(items, debtId);
  if (!item) return fate;
  const same = fate?.contactId === contactId ? fate : null;
  // Asked for once more while an attempt may have said it: it is not said again.
  if (same && same.step === item.step && MAY_HAVE_ARRIVED.has(same.state)) return fate;
  return {
    state: 'awaiting_clearance',
    step: item.step,
    contactId,
    requestId: event.id,
    attemptId: null,
    attempts: same?.attempts ?? 0,
    since: event.recordedAt,
    until: null,
    decision: null,
  };
};

const decided = (
  fate: Fate,
  event: Of<'ContactCleared' | 'ContactDeferred' | 'ContactRefused'>,
  debtId: Uuid,
): Fate => {
  if (event.data.requestId !== fate.requestId || MAY_HAVE_ARRIVED.has(fate.state)) return fate;
  const { stream, revision, recordedAt: since } = event;
  const judged = itemOf(event.data.decision.items, debtId);
  // Judged without it: the debt was not worked then.
  if (!judged) return fate.state === 'awaiting_clearance' ? settled(fate, 'cancelled', since) : fate;
  const decision = { stream, revision };
  if (judged.decision === 'block') return { ...settled(fate, 'refused', since), decision };
  if (judged.decision === 'defer')
    return { ...fate, state: 'deferred', since, until: judged.notBefore, decision };
  const until = event.type === 'ContactCleared' ? event.data.expiresAt : null;
  return { ...fate, state: 'awaiting_attempt', since, until, decision };
};

const settled = (fate: Fate, state: SettledReason | 'contacted', since: InstantText): Fate => ({
  ...fate,
  state,
  since,
  until: null,
});

const attempting = (fate: Fate, event: Of<'AttemptStarted'>, debtId: Uuid): Fate => {
  const { attemptId, items } = event.data;
  const since = event.recordedAt;
  const started = { ...fate, attempts: fate.attempts + 1 };
  if (itemOf(items, debtId))
    return { ...settled(started, 'contacted', since), state: 'under_way', attemptId };
  // Cleared, but not worked any more when the attempt began.
  return fate.state === 'awaiting_attempt' ? settled(started, 'cancelled', since) : started;
};

type AttemptEnd = Of<
  'AttemptAccepted' | 'AttemptRejected' | 'AttemptNotMade' | 'AttemptUnknown' | 'ContactBounced'
>;

const attempted = (fate: Fate, event: AttemptEnd): Fate => {
  const { recordedAt } = event;
  switch (event.type) {
    case 'AttemptAccepted':
      // A receipt may be written down before the outcome of the call: it says more.
      return fate.state === 'bounced' ? fate : settled(fate, 'contacted', fate.since);
    case 'AttemptUnknown':
      return settled(fate, 'unknown_attempt', recordedAt);
    case 'ContactBounced':
      return settled(fate, 'bounced', recordedAt);
    default: {
      const again = event.type === 'AttemptRejected' && event.data.permanent;
      const until = again ? recordedAt : retryAt(recordedAt, fate.attempts);
      return { ...fate, state: 'not_accepted', since: recordedAt, until };
    }
  }
};

/** An event of the contact that the debt is part of. */
const inContact = (fate: Fate, event: ContactEvent, debtId: Uuid): Fate => {
  const since = event.recordedAt;
  switch (event.type) {
    case 'ContactCleared':
    case 'ContactDeferred':
    case 'ContactRefused':
      return decided(fate, event, debtId);
    case 'ClearanceExpired':
    case 'ClearanceRevoked':
      return fate.state === 'awaiting_attempt'
        ? { ...fate, state: 'awaiting_clearance', since, until: null }
        : fate;
    case 'ContactHeld': {
      const { reason, items } = event.data;
      return itemOf(items, debtId) ? settled(fate, HELD[reason], since) : fate;
    }
    case 'ContactCancelled': {
      const { reason, items, requestId } = event.data;
      if (requestId !== fate.requestId || !itemOf(items, debtId)) return fate;
      return settled(fate, reason === 'USE_OVER' ? 'superseded' : 'cancelled', since);
    }
    case 'AttemptStarted':
      return attempting(fate, event, debtId);
    case 'AttemptAccepted':
    case 'AttemptRejected':
    case 'AttemptNotMade':
    case 'AttemptUnknown':
    case 'ContactBounced':
      return event.data.attemptId === fate.attemptId ? attempted(fate, event) : fate;
    default:
      return fate;
  }
};

const skipped = (fate: Fate | null, { data, recordedAt }: Of<'StepSkipped'>): Fate | null => {
  if (data.reason === 'before_placement') return fate;
  const { step } = data;
  const known: Fate =
    fate?.step === step
      ? fate
      : {
          state: 'superseded',
          step,
          contactId: null,
          requestId: null,
          attemptId: null,
          attempts: 0,
          since: recordedAt,
          until: null,
          decision: null,
        };
  return settled(known, 'superseded', recordedAt);
};

/** Folds an event, in the order of the log, into what came of a debt's last step. Total; begins anew with a placement. */
export const evolveFate = (fate: Fate | null, event: StoryEvent, debtId: Uuid): Fate | null => {
  switch (event.type) {
    case 'DebtPlaced':
      return event.data.debtId === debtId ? null : fate;
    case 'StepSkipped':
      return event.data.debtId === debtId ? skipped(fate, event) : fate;
    case 'ContactRequested':
      return requested(fate, event, debtId);
    case 'ItemsReplanned': {
      const { contactId, items, notBefore } = event.data;
      if (contactId !== fate?.contactId || !itemOf(items, debtId)) return fate;
      return { ...fate, state: 'deferred', until: notBefore };
    }
    case 'ContactSuperseded': {
      const { contactId, items } = event.data;
      if (contactId !== fate?.contactId || !itemOf(items, debtId)) return fate;
      return settled(fate, 'superseded', event.recordedAt);
    }
    default:
      return fate && 'contactId' in event.data && event.data.contactId === fate.contactId
        ? inContact(fate, event as ContactEvent, debtId)
        : fate;
  }
};

/** Whether an event says something of a contact. */
const speaksOf = (event: StoryEvent, contactId: Uuid, step: string | undefined): boolean =>
  event.type === 'StepSkipped'
    ? event.data.step === step
    : 'contactId' in event.data && event.data.contactId === contactId;

/** What came of a debt's part in one contact: as above, up to where another contact took it over. */
export const fateIn = (contactId: Uuid, events: readonly StoryEvent[], debtId: Uuid): Fate | null => {
  let fate: Fate | null = null;
  for (const event of events) {
    if (fate && event.type === 'ContactRequested' && event.data.merges.includes(contactId)) {
      if (itemOf(event.data.items, debtId)) return settled(fate, 'merged', event.recordedAt);
    } else if (speaksOf(event, contactId, fate?.step)) fate = evolveFate(fate, event, debtId);
  }
  return fate;
};
