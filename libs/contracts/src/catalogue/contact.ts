import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { decision, request } from './decision.ts';
import { personNote } from './note.ts';
import { channel, date, id, instant, item, minor, nullable, text } from './shared.ts';

const person = {
  debtorId: id,
  kind: Type.Union([Type.Literal('natural'), Type.Literal('legal')]),
  country: text,
  documentType: text,
  language: nullable(text),
  /** Explicit zone, where somebody knows it. */
  zone: nullable(text),
  /** Keyed digest of the sealed fields, so that a repeated row is known without opening anything. */
  digest: text,
};

/** Sealed for the debtor: documentNumber, givenName, surname, secondSurname, legalName. */
export const DebtorRegistered = defineEvent('DebtorRegistered', 'contact', Type.Object(person));
export const DebtorChanged = defineEvent('DebtorChanged', 'contact', Type.Object(person));

/** Sealed for the debtor: value. `zones` are those that the place leaves possible. */
export const ContactPointAdded = defineEvent(
  'ContactPointAdded',
  'contact',
  Type.Object({
    debtorId: id,
    pointId: id,
    kind: Type.Union([Type.Literal('email'), Type.Literal('phone'), Type.Literal('postal')]),
    label: nullable(text),
    source: nullable(text),
    channels: Type.Array(channel),
    regions: Type.Array(text),
    zones: Type.Array(text),
  }),
);
export const ContactPointInvalidated = defineEvent(
  'ContactPointInvalidated',
  'contact',
  Type.Object({ debtorId: id, pointId: id, reason: text }),
);
/** Sealed for the advisor and the supervisor, each under their own key: givenName, surname, phone, whatsapp. */
export const AdvisorAssigned = defineEvent(
  'AdvisorAssigned',
  'contact',
  Type.Object({ debtorId: id, creditorId: id, advisorId: id, supervisorId: nullable(id), digest: text }),
);

/** Something that is known of the person from now on. Sealed for the debtor: text, where something was written. */
export const PersonNoted = defineEvent(
  'PersonNoted',
  'contact',
  Type.Object({ debtorId: id, ...personNote }),
);
export const PersonNoteEnded = defineEvent(
  'PersonNoteEnded',
  'contact',
  Type.Object({ debtorId: id, noteId: id }),
);

/** How a contact that Cauce did not make can have ended. */
export const LOGGED_OUTCOMES = [
  'busy',
  'conversation',
  'delivered',
  'dropped',
  'learned_wrong_number',
  'no_answer',
  'not_in_service',
  'received',
  'replied',
  'sent',
  'visited',
  'voicemail_limited',
  'voicemail_message',
  'voicemail_no_message',
] as const;

/**
 * A contact that Cauce did not make: a call by hand, a visit, what the person wrote or said; its `effectiveAt` is when.
 * Sealed for the debtor: text, where something was written.
 */
export const ContactLogged = defineEvent(
  'ContactLogged',
  'contact',
  Type.Object({
    debtorId: id,
    creditorId: id,
    logId: id,
    channel,
    direction: Type.Enum(['in', 'out']),
    outcome: Type.Enum([...LOGGED_OUTCOMES]),
    debtIds: Type.Array(id, { minItems: 1 }),
    /** The address or number; null where nobody said. */
    pointId: nullable(id),
    /** The person agreed to calls, for as long as the law says or on one day. */
    agreesToCalls: Type.Optional(Type.Object({ onlyDay: Type.Optional(date) })),
    /** The person took such an agreement back. */
    revokesCalls: Type.Optional(Type.Boolean()),
  }),
);

export const ContactCleared = defineEvent(
  'ContactCleared',
  'contact',
  Type.Object({
    ...request,
    clearanceId: id,
    expiresAt: instant,
    /** The address that was judged; null where the person has none for the channel, and in version 1, which did not say. */
    pointId: nullable(id),
    /** The version of a text that was judged, "kinder.es@1"; null of channels without texts, and before version 3. */
    template: nullable(text),
    items: Type.Array(item),
    decision,
  }),
  {
    version: 3,
    upcasters: [
      (cleared: object) => ({ ...cleared, pointId: null }),
      (cleared: object) => ({ ...cleared, template: null }),
    ],
  },
);
export const ContactDeferred = defineEvent(
  'ContactDeferred',
  'contact',
  Type.Object({ ...request, notBefore: instant, items: Type.Array(item), decision }),
);
export const ContactRefused = defineEvent(
  'ContactRefused',
  'contact',
  Type.Object({ ...request, items: Type.Array(item), decision }),
);

const contact = { debtorId: id, creditorId: id, contactId: id };

export const ClearanceExpired = defineEvent(
  'ClearanceExpired',
  'contact',
  Type.Object({ ...contact, clearanceId: id }),
);
/** A fact came in after the decision: `moved` is the stream that holds it. It is judged anew. */
export const ClearanceRevoked = defineEvent(
  'ClearanceRevoked',
  'contact',
  Type.Object({ ...contact, clearanceId: id, moved: text }),
);
/** It cannot be sent until somebody mends what `reason` names. */
export const ContactHeld = defineEvent(
  'ContactHeld',
  'contact',
  Type.Object({
    ...contact,
    reason: Type.Union([
      Type.Literal('MISSING_TAG'),
      Type.Literal('NO_ADDRESS'),
      Type.Literal('UNAPPROVED_TEMPLATE'),
    ]),
    detail: Type.Array(text),
    items: Type.Array(item),
  }),
);
/** Nothing was left to say: its debts were paid, recalled, withdrawn or held. */
export const ContactCancelled = defineEvent(
  'ContactCancelled',
  'contact',
  Type.Object({ ...contact, requestId: id, reason: text, items: Type.Array(item) }),
);

const attempt = { ...contact, attemptId: id };

/** Sealed for the debtor: to, subject, text, html. The call to the provider starts within 5 s or is not made. */
export const AttemptStarted = defineEvent(
  'AttemptStarted',
  'contact',
  Type.Object({
    ...attempt,
    clearanceId: id,
    pointId: id,
    channel: text,
    gateway: text,
    messageId: text,
    template: text,
    templateVersion: text,
    items: Type.Array(item),
    /** Who it comes from, as the provider is told; null in version 1, which did not say. */
    from: nullable(Type.Object({ name: text, address: text })),
    /** Messages that the provider counts it as, and what it charges for all of them; null where that is not known. */
    segments: Type.Integer({ minimum: 1 }),
    cost: nullable(Type.Object({ minor, currency: text })),
  }),
  {
    version: 2,
    upcasters: [(started: object) => ({ ...started, from: null, segments: 1, cost: null })],
  },
);
export const AttemptAccepted = defineEvent(
  'AttemptAccepted',
  'contact',
  Type.Object({ ...attempt, providerId: text }),
);
export const AttemptRejected = defineEvent(
  'AttemptRejected',
  'contact',
  Type.Object({ ...attempt, pointId: id, permanent: Type.Boolean(), code: text }),
);
export const AttemptNotMade = defineEvent(
  'AttemptNotMade',
  'contact',
  Type.Object({ ...attempt, code: text }),
);
export const AttemptUnknown = defineEvent(
  'AttemptUnknown',
  'contact',
  Type.Object({ ...attempt, code: text }),
);

export const ContactDelivered = defineEvent(
  'ContactDelivered',
  'contact',
  Type.Object({ ...attempt, receiptId: text }),
);
export const ContactBounced = defineEvent(
  'ContactBounced',
  'contact',
  Type.Object({ ...attempt, pointId: id, hard: Type.Boolean(), code: text, receiptId: text }),
);

export const contactEvents = [
  DebtorRegistered,
  DebtorChanged,
  ContactPointAdded,
  ContactPointInvalidated,
  AdvisorAssigned,
  PersonNoted,
  PersonNoteEnded,
  ContactLogged,
  ContactCleared,
  ContactDeferred,
  ContactRefused,
  ClearanceExpired,
  ClearanceRevoked,
  ContactHeld,
  ContactCancelled,
  AttemptStarted,
  AttemptAccepted,
  AttemptRejected,
  AttemptNotMade,
  AttemptUnknown,
  ContactDelivered,
  ContactBounced,
] as const;
