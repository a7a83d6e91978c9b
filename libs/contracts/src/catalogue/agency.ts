import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, instant, nullable, text } from './shared.ts';

/** Which creditors go first where contacts of one person compete; those that are not named come after. */
export const CreditorsPrioritised = defineEvent(
  'CreditorsPrioritised',
  'agency',
  Type.Object({ creditorIds: Type.Array(id) }),
);

/**
 * Who writes for a creditor through a channel, in one country or, with null, in all that have none of their own:
 * address or sender id as the provider takes it, and the name that is shown beside it, null for the usual one.
 */
export const SenderAssigned = defineEvent(
  'SenderAssigned',
  'agency',
  Type.Object({
    creditorId: id,
    country: nullable(text),
    channel: Type.Union([Type.Literal('email'), Type.Literal('sms')]),
    name: nullable(text),
    address: text,
  }),
);

/**
 * Somebody would have a version of a pack of rules in force from an instant on. `content` is the pack as its file holds
 * it, so that what is judged by it can be judged again when the file is long gone.
 */
export const PackProposed = defineEvent(
  'PackProposed',
  'agency',
  Type.Object({
    proposalId: id,
    pack: text,
    version: text,
    effectiveFrom: instant,
    /** SHA-256 of the content. */
    digest: text,
    content: Type.Record(Type.String(), Type.Any()),
  }),
);
/** Somebody else agrees. */
export const PackApproved = defineEvent('PackApproved', 'agency', Type.Object({ proposalId: id }));

/** Somebody would have a version of a text in use. `content` is the template as its file holds it. */
export const TemplateProposed = defineEvent(
  'TemplateProposed',
  'agency',
  Type.Object({
    proposalId: id,
    /** In its language: "standard-overdue.es". */
    template: text,
    version: Type.Integer({ minimum: 1 }),
    /** SHA-256 of the content. */
    digest: text,
    content: Type.Record(Type.String(), Type.Any()),
  }),
);
/** Somebody else agrees: from then on messages are written with it. */
export const TemplateApproved = defineEvent('TemplateApproved', 'agency', Type.Object({ proposalId: id }));

export const agencyEvents = [
  CreditorsPrioritised,
  SenderAssigned,
  PackProposed,
  PackApproved,
  TemplateProposed,
  TemplateApproved,
] as const;
