import {
  type AddressKind,
  type Channel,
  CONTACT_CHANNELS,
  type ConsentKind,
  type ContactOutcome,
  type MarkKind,
  type PersonRole,
  type Purpose,
  type ReasonCode,
} from '@cauce/domain';
import { Type } from 'typebox';

/** One of the engine's own words; the compiler refuses one that it does not have. */
export const oneOf = <T extends string>(words: readonly T[]) => Type.Enum([...words]);

export const CHANNELS: readonly Channel[] = [
  ...CONTACT_CHANNELS,
  'in_app',
  'social_dm',
  'social_post',
  'postcard',
  'credit_report',
];
export const ChannelWord = oneOf(CHANNELS);

export const OUTCOMES: readonly ContactOutcome[] = [
  'reserved',
  'unknown',
  'no_answer',
  'voicemail_limited',
  'voicemail_message',
  'voicemail_no_message',
  'dropped',
  'conversation',
  'busy',
  'not_in_service',
  'sent',
  'delivered',
  'bounced',
  'replied',
  'received',
  'ringing_in',
  'visited',
  'learned_wrong_number',
];
export const OutcomeWord = oneOf(OUTCOMES);

export const PURPOSES: readonly Purpose[] = [
  'collect',
  'location_info',
  'opt_out_confirmation',
  'legally_required',
  'terminate_notice',
  'remedy_notice',
  'requested_information',
  'transaction_confirmation',
  'seek_consent',
  'data_subject_response',
  'legal_claim',
  'other_informational',
];
export const PurposeWord = oneOf(PURPOSES);

export const ReasonWord = oneOf<ReasonCode>([
  'CALL_FREQUENCY_7IN7',
  'CONVERSATION_COOLDOWN',
  'FREQUENCY_CAP',
  'CHANNEL_SWITCH',
  'MIN_GAP',
  'CONSUMER_INCONVENIENT_TIME',
  'INCONVENIENT_PLACE',
  'ATTORNEY',
  'EMPLOYER_PROHIBITS',
  'CEASE_COMMUNICATION',
  'MEDIUM_OPT_OUT',
  'ADDRESS_OPT_OUT',
  'WRONG_NUMBER',
  'HARASSMENT_PATTERN',
  'NO_CONSENT',
  'CONSENT_STALE',
  'EMAIL_PROCEDURE',
  'EMAIL_OPT_OUT_PERIOD',
  'WORK_EMAIL',
  'UNAUTHORISED_CHANNEL',
  'MISSING_OPT_OUT_NOTICE',
  'MISSING_DISCLOSURE',
  'FORBIDDEN_CONTENT',
  'THREAT_CONTENT',
  'SIMULATED_JUDICIAL',
  'TIME_BARRED_THREAT',
  'DISPUTE_PENDING',
  'CREDIT_REPORTING_WAIT',
  'THIRD_PARTY',
  'PUBLIC_EXPOSURE',
  'POSTCARD',
  'VISIT_PROHIBITED',
  'VULNERABLE_PERSON',
  'HOLD',
  'PROCESSING_RESTRICTED',
]);

export const ROLES: readonly PersonRole[] = [
  'debtor',
  'co_obligor',
  'guarantor',
  'spouse',
  'guardian',
  'executor',
  'attorney',
  'reference',
  'relative',
  'employer',
  'minor',
  'elder',
  'third_party',
];
export const RoleWord = oneOf(ROLES);

export const ADDRESSES: readonly AddressKind[] = [
  'email',
  'email_personal',
  'email_work',
  'mobile',
  'landline_home',
  'work_phone',
  'home_mail',
  'work_mail',
];
export const AddressWord = oneOf(ADDRESSES);

export const MARKS: readonly MarkKind[] = [
  'active_debt',
  'address_opt_out',
  'at_place',
  'attorney',
  'attorney_consents_or_unresponsive',
  'breathing_space',
  'cease',
  'employer_prohibits',
  'erasure_requested',
  'inconvenient_place',
  'medium_opt_out',
  'pattern_guard',
  'processing_restricted',
  'repayment_plan',
  'robocall_revoked',
  'time_barred',
  'wrong_number',
];
export const MarkWord = oneOf(MARKS);

export const CONSENTS: readonly ConsentKind[] = ['sms', 'electronic', 'robocall'];
export const ConsentWord = oneOf(CONSENTS);
