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
  | 'CONSUMER_INCONVENIENT_TIME'
  | 'INCONVENIENT_PLACE'
  | 'ATTORNEY'
  | 'EMPLOYER_PROHIBITS'
  | 'CEASE_COMMUNICATION'
  | 'MEDIUM_OPT_OUT'
  | 'ADDRESS_OPT_OUT'
  | 'WRONG_NUMBER'
  | 'HARASSMENT_PATTERN'
  | 'NO_CONSENT'
  | 'CONSENT_STALE'
  | 'EMAIL_PROCEDURE'
  | 'EMAIL_OPT_OUT_PERIOD'
  | 'WORK_EMAIL'
  | 'UNAUTHORISED_CHANNEL'
  | 'MISSING_OPT_OUT_NOTICE'
  | 'MISSING_DISCLOSURE'
  | 'FORBIDDEN_CONTENT'
  | 'THREAT_CONTENT'
  | 'SIMULATED_JUDICIAL'
  | 'TIME_BARRED_THREAT'
  | 'DISPUTE_PENDING'
  | 'CREDIT_REPORTING_WAIT'
  | 'CREDIT_REPORTING_UNDELIVERABLE'
  | 'THIRD_PARTY'
  | 'PUBLIC_EXPOSURE'
  | 'POSTCARD'
  | 'VISIT_PROHIBITED'
  | 'VULNERABLE_PERSON'
  | 'HOLD'
  | 'PROCESSING_RESTRICTED'
  /** No pack for a jurisdiction whose law applies. */
  | 'NO_RULE_PACK'
  /** Nobody knows where the person is, so no local hour can be judged. */
  | 'NO_ZONE'
  /** No text that may be sent: what was approved cannot be used. */
  | 'NO_TEXT'
  /** Every rule could be met alone, but no instant within the search meets them all. */
  | 'NO_LAWFUL_INSTANT';

/**
 * Why a contact is allowed: nothing against it (`OK`), and what a rule excepts: its purpose or what is known, the one
 * answer to the person's own message, what the person agreed to, a session in which the person is present.
 */
export type AllowCode =
  | 'OK'
  | 'OK_EXCEPTION'
  | 'OK_RESPOND_ONCE'
  | 'OK_PRIOR_CONSENT'
  | 'OK_CONSUMER_SESSION';

/** Whom a contact is with, as rules tell people apart. */
export type PersonRole =
  | 'debtor'
  | 'co_obligor'
  | 'guarantor'
  | 'spouse'
  | 'guardian'
  | 'executor'
  | 'attorney'
  | 'reference'
  | 'relative'
  | 'employer'
  | 'minor'
  | 'elder'
  | 'third_party';

/** What an address or number is, as rules tell them apart. */
export type AddressKind =
  | 'email'
  | 'email_personal'
  | 'email_work'
  | 'mobile'
  | 'landline_home'
  | 'work_phone'
  | 'home_mail'
  | 'work_mail';

/** Where a person may not wish to be reached. */
export type PersonPlace = 'home' | 'work';

/** Something known of the person, a debt or an address that holds for a time. */
export type MarkKind =
  | 'active_debt'
  | 'address_opt_out'
  | 'at_place'
  | 'attorney'
  | 'attorney_consents_or_unresponsive'
  | 'breathing_space'
  | 'cease'
  | 'employer_prohibits'
  | 'erasure_requested'
  | 'inconvenient_place'
  | 'medium_opt_out'
  | 'pattern_guard'
  | 'processing_restricted'
  | 'repayment_plan'
  | 'robocall_revoked'
  | 'time_barred'
  | 'wrong_number';

/** What a person can agree to. */
export type ConsentKind = 'sms' | 'electronic' | 'robocall';

/** The creditor's own staff, or an agency that collects for another. */
export type CollectorType = 'first_party' | 'third_party';
export type DebtKind = 'consumer' | 'commercial';

/** What a message says of itself, by name: "opt_out_notice", "threat". */
export type Content = { readonly [name: string]: boolean | string };
