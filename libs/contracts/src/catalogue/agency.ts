import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, nullable, text } from './shared.ts';

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

export const agencyEvents = [CreditorsPrioritised, SenderAssigned] as const;
