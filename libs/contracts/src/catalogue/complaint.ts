import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { date, id, instant, text } from './shared.ts';

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
/**
 * What was taken down of a complaint was wrong: from here on these hold in place of what was said before, and what is
 * not named holds on. Who corrects it is the actor. Sealed for the debtor: reason.
 */
export const ComplaintCorrected = defineEvent(
  'ComplaintCorrected',
  'complaint',
  Type.Object({
    ...complaint,
    changes: Type.Object({
      debtIds: Type.Optional(Type.Array(id)),
      regulator: Type.Optional(text),
      dueOn: Type.Optional(date),
      receivedAt: Type.Optional(instant),
    }),
  }),
);
/** The regulator was answered, at `effectiveAt`. Sealed for the debtor: text, where something was written. */
export const ComplaintAnswered = defineEvent('ComplaintAnswered', 'complaint', Type.Object(complaint));

export const complaintEvents = [ComplaintReceived, ComplaintCorrected, ComplaintAnswered] as const;
