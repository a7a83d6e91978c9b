import { ComplaintAnswered, ComplaintReceived, type complaintEvents, type EventsOf } from '@cauce/contracts';
import type { DateText, InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** What a debtor laid before a regulator. */
export interface Complaint {
  readonly complaintId: Uuid;
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly receivedAt: InstantText;
  readonly answeredAt: InstantText | null;
}

export interface ReceiveComplaint {
  readonly kind: 'receive';
  readonly complaintId: Uuid;
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly debtIds: readonly Uuid[];
  readonly regulator: string;
  /** The last day on which it may be answered. */
  readonly dueOn: DateText;
  readonly receivedAt: InstantText;
  /** What was written, for people; sealed for the debtor. */
  readonly text: string | null;
}

export interface AnswerComplaint {
  readonly kind: 'answer';
  readonly answeredAt: InstantText;
  readonly text: string | null;
}

const sealedText = (debtorId: Uuid, text: string | null) =>
  text === null ? [] : [{ subject: debtorId, fields: { text } }];

/** One complaint: received once, answered once. */
export const complaint: Decider<
  Complaint | null,
  ReceiveComplaint | AnswerComplaint,
  EventsOf<typeof complaintEvents>
> = {
  category: 'complaint',
  initial: null,
  decide(command, state) {
    if (command.kind === 'receive') {
      if (state) return [];
      const { kind: _, receivedAt, text, debtIds, ...data } = command;
      const rest = { effectiveAt: receivedAt, personal: sealedText(data.debtorId, text) };
      return [ComplaintReceived.make({ ...data, debtIds: [...debtIds] }, rest)];
    }
    if (!state || state.answeredAt !== null) return [];
    const { complaintId, debtorId, creditorId } = state;
    const rest = { effectiveAt: command.answeredAt, personal: sealedText(debtorId, command.text) };
    return [ComplaintAnswered.make({ complaintId, debtorId, creditorId }, rest)];
  },
  evolve(state, event) {
    if (event.type === 'ComplaintAnswered') return state && { ...state, answeredAt: event.effectiveAt };
    const { complaintId, debtorId, creditorId } = event.data;
    return { complaintId, debtorId, creditorId, receivedAt: event.effectiveAt, answeredAt: null };
  },
};
