import type { ContactChannel } from '../intake/rows.ts';

/** Ways of reaching a person that a rule can name: those Cauce sends through, and those it must be able to refuse. */
export type Channel = ContactChannel | 'in_app' | 'social_dm' | 'social_post' | 'postcard' | 'credit_report';

/**
 * What became of a past contact. `reserved` is a clearance not yet used, `unknown` an attempt whose end nobody
 * knows; both count as if they had happened.
 */
export type ContactOutcome =
  | 'reserved'
  | 'unknown'
  | 'no_answer'
  | 'voicemail_limited'
  | 'voicemail_message'
  | 'voicemail_no_message'
  | 'dropped'
  | 'conversation'
  | 'busy'
  | 'not_in_service'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'replied'
  | 'received'
  | 'ringing_in'
  | 'visited'
  | 'learned_wrong_number';

/** What a contact is for. */
export type Purpose =
  | 'collect'
  | 'location_info'
  | 'opt_out_confirmation'
  | 'legally_required'
  | 'terminate_notice'
  | 'remedy_notice'
  | 'requested_information'
  | 'transaction_confirmation'
  | 'seek_consent'
  | 'data_subject_response'
  | 'legal_claim'
  | 'other_informational';

/** Why a contact is not allowed now; the codes are part of what a decision promises to its readers. */
export type ReasonCode =
  | 'QUIET_HOURS'
  | 'DAY_NOT_ALLOWED'
  | 'CALL_FREQUENCY_7IN7'
  | 'CONVERSATION_COOLDOWN'
  | 'FREQUENCY_CAP'
  | 'CHANNEL_SWITCH'
  | 'MIN_GAP'
  /** No pack for a jurisdiction whose law applies. */
  | 'NO_RULE_PACK'
  /** Nobody knows where the person is, so no local hour can be judged. */
  | 'NO_ZONE'
  /** Every rule could be met alone, but no instant within the search meets them all. */
  | 'NO_LAWFUL_INSTANT';

/** Why a contact is allowed: nothing against it, or a rule that names an exception for its purpose. */
export type AllowCode = 'OK' | 'OK_EXCEPTION';

/** The creditor's own staff, or an agency that collects for another. */
export type CollectorType = 'first_party' | 'third_party';
export type DebtKind = 'consumer' | 'commercial';
