import type { EventsOf, treatmentEvents } from '@cauce/contracts';
import type { DateText, InstantText, Uuid } from '@cauce/kernel';

export interface AnchoredItem {
  readonly debtId: Uuid;
  readonly step: string;
  readonly anchor: DateText;
}

/** Items that the gate put off, waiting for the instant from which they are lawful. */
export interface Replanned {
  readonly contactId: Uuid;
  readonly requestId: Uuid;
  readonly notBefore: InstantText;
  readonly items: readonly AnchoredItem[];
}

/** The work on one creditor's debts of one debtor. */
export interface Treatment {
  /** Segments by debt; a debt in none is not worked. */
  readonly segments: Readonly<Record<Uuid, readonly string[]>>;
  /** Steps already requested or skipped. */
  readonly handled: ReadonlySet<string>;
  readonly replanned: readonly Replanned[];
  /** Deferrals already seen to: of each request, each debt once. */
  readonly answered: readonly string[];
  /** By contact, what was last asked for. */
  readonly requested: Readonly<Record<Uuid, Requested>>;
}

/** A request for a contact: the id of its event, and its items. */
export interface Requested {
  readonly requestId: Uuid;
  readonly items: readonly AnchoredItem[];
}

export type TreatmentEvent = EventsOf<typeof treatmentEvents>;

export const noTreatment: Treatment = {
  segments: {},
  handled: new Set(),
  replanned: [],
  answered: [],
  requested: {},
};

/** A step of a debt counted from its anchor: what is handled once. */
export const stepKey = ({ debtId, step, anchor }: AnchoredItem): string => `${debtId}|${step}|${anchor}`;

/** The deferral of a debt's item by the answer to a request. */
export const deferralKey = (requestId: Uuid, debtId: Uuid): string => `${requestId}|${debtId}`;

const withHandled = (treatment: Treatment, items: readonly AnchoredItem[]): ReadonlySet<string> =>
  new Set([...treatment.handled, ...items.map(stepKey)]);

/** What still waits of some contacts when these items wait no more; a contact may have been put off in parts. */
const without = (
  replanned: readonly Replanned[],
  contactIds: readonly Uuid[],
  items: readonly Omit<AnchoredItem, 'anchor'>[],
): readonly Replanned[] => {
  const over = new Set(items.map(({ debtId, step }) => `${debtId}|${step}`));
  return replanned.filter(
    (one) =>
      !contactIds.includes(one.contactId) ||
      !one.items.some(({ debtId, step }) => over.has(`${debtId}|${step}`)),
  );
};

/** Folds an event of a treatment's stream. */
export const evolveTreatment = (state: Treatment, event: TreatmentEvent): Treatment => {
  switch (event.type) {
    case 'SegmentEntered': {
      const { debtId, segment } = event.data;
      return {
        ...state,
        segments: { ...state.segments, [debtId]: [...(state.segments[debtId] ?? []), segment] },
      };
    }
    case 'SegmentLeft': {
      const { debtId, segment } = event.data;
      const rest = (state.segments[debtId] ?? []).filter((one) => one !== segment);
      return { ...state, segments: { ...state.segments, [debtId]: rest } };
    }
    case 'StepSkipped':
      return { ...state, handled: withHandled(state, [event.data]) };
    case 'ContactRequested': {
      const { contactId, items, merges } = event.data;
      return {
        ...state,
        handled: withHandled(state, items),
        replanned: without(state.replanned, [contactId, ...merges], items),
        requested: { ...state.requested, [contactId]: { requestId: event.id, items } },
      };
    }
    case 'ItemsReplanned': {
      const { contactId, requestId, notBefore, items } = event.data;
      return {
        ...state,
        replanned: [...state.replanned, { contactId, requestId, notBefore, items }],
        answered: [...state.answered, ...items.map(({ debtId }) => deferralKey(requestId, debtId))],
      };
    }
    case 'ContactSuperseded': {
      const { contactId, items } = event.data;
      return { ...state, replanned: without(state.replanned, [contactId], items) };
    }
    default:
      return state;
  }
};
