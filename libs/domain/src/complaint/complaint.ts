import {
  ComplaintAnswered,
  ComplaintCorrected,
  ComplaintReceived,
  type complaintEvents,
  type EventsOf,
  type NewEvent,
} from '@cauce/contracts';
import type { DateText, InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** What may be corrected of a complaint. */
interface Terms {
  readonly debtIds: readonly Uuid[];
  readonly regulator: string;
  /** The last day on which it may be answered. */
  readonly dueOn: DateText;
  readonly receivedAt: InstantText;
}

/** What a debtor laid before a regulator. */
export interface Complaint extends Terms {
  readonly complaintId: Uuid;
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly answeredAt: InstantText | null;
}

export interface ReceiveComplaint extends Terms {
  readonly kind: 'receive';
  readonly complaintId: Uuid;
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  /** What was written, for people; sealed for the debtor. */
  readonly text: string | null;
}

export interface CorrectComplaint {
  readonly kind: 'correct';
  readonly changes: Partial<Terms>;
  /** Why what was taken down is wrong, for people; sealed for the debtor. */
  readonly reason: string;
}

export interface AnswerComplaint {
  readonly kind: 'answer';
  readonly answeredAt: InstantText;
  readonly text: string | null;
}

const sealedText = (debtorId: Uuid, text: string | null) =>
  text === null ? [] : [{ subject: debtorId, fields: { text } }];

/** Those of some changes that say something new. */
const newIn = (known: Complaint, { debtIds, ...changes }: Partial<Terms>) => {
  const told = Object.entries(changes).filter(([name, value]) => known[name as keyof Terms] !== value);
  const sameDebts = debtIds === undefined || debtIds.toSorted().join() === known.debtIds.toSorted().join();
  return { ...Object.fromEntries(told), ...(sameDebts ? {} : { debtIds: [...debtIds] }) };
};

const received = ({ kind: _, receivedAt, text, debtIds, ...data }: ReceiveComplaint): NewEvent => {
  const rest = { effectiveAt: receivedAt, personal: sealedText(data.debtorId, text) };
  return ComplaintReceived.make({ ...data, debtIds: [...debtIds] }, rest);
};

/** One complaint: received once, corrected where it was taken down wrongly, answered once. */
export const complaint: Decider<
  Complaint | null,
  ReceiveComplaint | CorrectComplaint | AnswerComplaint,
  EventsOf<typeof complaintEvents>
> = {
  category: 'complaint',
  initial: null,
  decide(command, state) {
    if (command.kind === 'receive') return state ? [] : [received(command)];
    if (!state) return [];
    const { complaintId, debtorId, creditorId } = state;
    if (command.kind === 'correct') {
      const changes = newIn(state, command.changes);
      if (Object.keys(changes).length === 0) return [];
      const personal = [{ subject: debtorId, fields: { reason: command.reason } }];
      return [ComplaintCorrected.make({ complaintId, debtorId, creditorId, changes }, { personal })];
    }
    if (state.answeredAt !== null) return [];
    const rest = { effectiveAt: command.answeredAt, personal: sealedText(debtorId, command.text) };
    return [ComplaintAnswered.make({ complaintId, debtorId, creditorId }, rest)];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'ComplaintReceived':
        return { ...event.data, receivedAt: event.effectiveAt, answeredAt: null };
      case 'ComplaintCorrected':
        return state && { ...state, ...event.data.changes };
      case 'ComplaintAnswered':
        return state && { ...state, answeredAt: event.effectiveAt };
    }
  },
};
