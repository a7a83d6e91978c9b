/** Waits for what is to happen next to the step in hand: the most urgent word about its debt. */
export const PENDING = [
  'awaiting_clearance',
  'deferred',
  'awaiting_attempt',
  'under_way',
  'not_accepted',
] as const;

/** Nothing more comes of the step; the debt waits for the next one. */
const SETTLED = [
  'refused',
  'no_address',
  'missing_tag',
  'unapproved_template',
  'unknown_attempt',
  'bounced',
  'cancelled',
  'superseded',
  'merged',
] as const;

/** Why nothing is sent about a debt, or by a contact: a closed list, for what was and for what will be. */
export const SILENCE_REASONS = [
  'not_placed',
  'paid',
  'recalled',
  'withdrawn',
  'erased',
  'deceased',
  'held',
  'parked',
  'awaiting_segment',
  'awaiting_request',
  'before_hour',
  'already_contacted',
  'no_step_due',
  ...PENDING,
  ...SETTLED,
] as const;

export type SilenceReason = (typeof SILENCE_REASONS)[number];
export type PendingReason = (typeof PENDING)[number];
export type SettledReason = (typeof SETTLED)[number];
