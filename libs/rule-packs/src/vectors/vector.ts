import type {
  AddressKind,
  Channel,
  CollectorType,
  ContactOutcome,
  Content,
  DebtKind,
  PersonPlace,
  Purpose,
} from '@cauce/domain';

/** A contact of a vector's history. Instants carry an offset. */
export interface VectorContact {
  readonly at: string;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly debt: string | readonly string[];
  readonly outcome: ContactOutcome;
  readonly person?: string;
  /** Left out, the one creditor that an example speaks of. */
  readonly creditor?: string;
  readonly number?: string;
  readonly address?: { readonly kind?: AddressKind; readonly id?: string };
  /** Index in the history of the contact that it answers. */
  readonly in_response_to?: number;
  readonly consent_to_call?: { readonly only_date?: string };
  readonly consent_revoked?: boolean;
  readonly conversation_debts?: readonly string[];
  readonly answer_believed_wrong?: boolean;
}

/** Hours of weekdays "MO" … "SU"; all seven where none is named. */
export interface VectorHours {
  readonly days?: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly until?: string;
}

interface OptOut {
  readonly at: string;
  readonly address?: string;
  readonly medium?: Channel;
  readonly media?: readonly Channel[];
}

interface VectorNotice {
  readonly sent_on: string;
  readonly undeliverable_on?: string;
  readonly returned?: boolean;
}

export type VectorEmailBasis =
  | { readonly kind: 'consent' | 'consumer_used' }
  | { readonly kind: 'creditor_notice'; readonly notice_sent_on: string; readonly opt_out_deadline: string }
  | {
      readonly kind: 'prior_collector';
      readonly obtained_properly: boolean;
      readonly immediately_prior_used: boolean;
      readonly opted_out_of_prior: boolean;
    };

/** What a vector gives besides history; what is left out is not so, or not known. */
export interface VectorFlags {
  /** Readings of the texts, the most wanted first. */
  readonly reading?: string | readonly string[];
  readonly collector_type?: CollectorType;
  /** Left out, `consumer`. */
  readonly debt_kind?: DebtKind;
  readonly known_location_tz?: string;
  readonly authorised_channels?: readonly Channel[];
  readonly consumer_requested_hours?: readonly VectorHours[];
  readonly time_consent?: readonly VectorHours[];
  readonly inconvenient?: readonly VectorHours[];
  readonly inconvenient_places?: readonly PersonPlace[];
  readonly known_at_place_now?: PersonPlace;
  readonly sms_basis?: { readonly kind: string; readonly at?: string; readonly checked_at?: string };
  readonly email_basis?: VectorEmailBasis;
  readonly electronic_consent?: boolean;
  readonly robocall_consent?: boolean;
  readonly tcpa_revoked?: { readonly at: string };
  readonly address_optout?: readonly OptOut[];
  readonly medium_optout?: readonly OptOut[];
  readonly attorney?: boolean;
  readonly attorney_exception?: string;
  readonly employer_prohibits?: boolean;
  /** A number that proved to be somebody else's. */
  readonly wrong_number?: { readonly at: string; readonly number: string };
  readonly cease?: { readonly received_at?: string };
  readonly gdpr_restriction?: boolean;
  readonly erasure_request?: boolean;
  readonly active_debt?: boolean;
  readonly repayment_plan_hold_from?: string;
  readonly breathing_space?: { readonly from: string; readonly to?: string };
  readonly pattern_guard?: boolean;
  readonly time_barred?: boolean;
  readonly consumer_session?: { readonly channel: Channel; readonly from: string; readonly to: string };
  readonly notices?: readonly VectorNotice[];
  readonly validation?: { readonly notices: readonly VectorNotice[] };
  readonly dispute?: {
    readonly received_at: string;
    readonly written?: boolean;
    readonly debts?: readonly string[];
  };
}

export interface VectorExpectation {
  readonly decision: 'allow' | 'defer' | 'block';
  readonly reason: string;
  readonly not_before: string | null;
}

/** One worked example of contact law: what is known, what is proposed, and what the law says to it. */
export interface Vector {
  readonly id: string;
  readonly jurisdiction: string;
  readonly given: {
    readonly timezones: readonly string[];
    readonly history: readonly VectorContact[];
    readonly flags: VectorFlags;
    readonly debts?: readonly { readonly id: string; readonly service_account?: string }[];
  };
  readonly propose: {
    readonly at: string;
    readonly channel: Channel;
    readonly debt: string;
    readonly person?: string;
    readonly creditor?: string;
    readonly purpose?: Purpose;
    readonly address?: {
      readonly kind?: AddressKind;
      readonly id?: string;
      readonly domain_public?: boolean;
    };
    readonly number?: string;
    readonly content?: Content;
    readonly in_response_to?: number;
  };
  readonly expect: VectorExpectation;
  /** What another reading of the same text says. */
  readonly alt_expect?: VectorExpectation;
}
