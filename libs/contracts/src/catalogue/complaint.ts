import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { date, id, text } from './shared.ts';

const complaint = { complaintId: id, debtorId: id, creditorId: id };

/**
 * The debtor complained to a regulator about the collection for a creditor; `effectiveAt` is when it was received.
 * Sealed for the debtor: text, where something was written.
 */
export const ComplaintReceived = defineEvent(
  'ComplaintReceived',
  'complaint',
  Type.Object({
    ...complaint,
    /** The debts that it is about; none: all of the creditor's. */
    debtIds: Type.Array(id),
    /** As the regulator is called: "CONDUSEF", "Superintendencia Financiera". */
    regulator: text,
    /** The last day on which it may be answered, as the regulator set it. */
    dueOn: date,
  }),
);
/** The regulator was answered, at `effectiveAt`. Sealed for the debtor: text, where something was written. */
export const ComplaintAnswered = defineEvent('ComplaintAnswered', 'complaint', Type.Object(complaint));

export const complaintEvents = [ComplaintReceived, ComplaintAnswered] as const;
