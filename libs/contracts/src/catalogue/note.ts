import Type from 'typebox';
import { channel, date, id, text } from './shared.ts';

/** What can be told of a person, besides contacts. */
const PERSON_NOTES = [
  'active_debt',
  'agreed_hours',
  'at_place',
  'attorney',
  'attorney_consents_or_unresponsive',
  'authorised_channels',
  'breathing_space',
  'cease',
  'deceased',
  'elder',
  'electronic_consent',
  'employer_prohibits',
  'erasure_requested',
  'inconvenient_hours',
  'inconvenient_place',
  'medium_opt_out',
  'minor',
  'pattern_guard',
  'processing_restricted',
  'repayment_plan',
  'reporting_notice',
  'robocall_consent',
  'robocall_revoked',
  'sms_consent',
  'time_barred',
  'validation_notice',
] as const;

const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

/** Something told that holds from the event's `effectiveAt` until it is ended; what is left out does not confine it. */
export const personNote = {
  noteId: id,
  kind: Type.Enum([...PERSON_NOTES]),
  channels: Type.Optional(Type.Array(channel)),
  debtIds: Type.Optional(Type.Array(id)),
  place: Type.Optional(Type.Enum(['home', 'work'])),
  /** Local and half-open; days are "mon" or "mon-fri". */
  hours: Type.Optional(Type.Array(Type.Object({ days: Type.Array(text), begin: time, end: time }))),
  lastDay: Type.Optional(date),
  /** Of a notice: the local day on which it was sent, and on which it came back. */
  sentOn: Type.Optional(date),
  returned: Type.Optional(date),
};
