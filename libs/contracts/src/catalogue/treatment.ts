import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { date, id, instant, item, text } from './shared.ts';

const treatment = { debtorId: id, creditorId: id };

/** An item with the date from which its step counts: due date, or date of placement. */
const anchored = Type.Object({ ...item.properties, anchor: date });

export const SegmentEntered = defineEvent(
  'SegmentEntered',
  'treatment',
  Type.Object({ ...treatment, debtId: id, segment: text }),
);
export const SegmentLeft = defineEvent(
  'SegmentLeft',
  'treatment',
  Type.Object({ ...treatment, debtId: id, segment: text }),
);
/** A step that will not be taken: its day ended before the placement, or its use was over. */
export const StepSkipped = defineEvent(
  'StepSkipped',
  'treatment',
  Type.Object({
    ...treatment,
    debtId: id,
    step: text,
    anchor: date,
    reason: Type.Union([Type.Literal('before_placement'), Type.Literal('use_over')]),
  }),
);
export const ContactRequested = defineEvent(
  'ContactRequested',
  'treatment',
  Type.Object({
    ...treatment,
    contactId: id,
    channel: text,
    language: text,
    strategy: text,
    plannedFor: instant,
    usefulUntil: instant,
    items: Type.Array(anchored, { minItems: 1 }),
    /** Contacts deferred from another day whose items this one takes over: they end as merged. */
    merges: Type.Array(id),
  }),
);
/** The gate deferred items of a contact: they are planned again for `notBefore`, a lawful instant, if still of use. */
export const ItemsReplanned = defineEvent(
  'ItemsReplanned',
  'treatment',
  Type.Object({
    ...treatment,
    contactId: id,
    requestId: id,
    notBefore: instant,
    items: Type.Array(anchored, { minItems: 1 }),
  }),
);
/** The use of a deferred contact was over before it became lawful. */
export const ContactSuperseded = defineEvent(
  'ContactSuperseded',
  'treatment',
  Type.Object({ ...treatment, contactId: id, items: Type.Array(item) }),
);

export const treatmentEvents = [
  SegmentEntered,
  SegmentLeft,
  StepSkipped,
  ContactRequested,
  ItemsReplanned,
  ContactSuperseded,
] as const;
