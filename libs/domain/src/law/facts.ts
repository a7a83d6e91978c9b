import type { DateText, InstantText, Json, Zone } from '@cauce/kernel';
import type { Citation, TimeText } from './pack.ts';
import type {
  AddressKind,
  AllowCode,
  Channel,
  CollectorType,
  ConsentKind,
  ContactOutcome,
  Content,
  DebtKind,
  MarkKind,
  PersonPlace,
  Purpose,
  ReasonCode,
} from './vocabulary.ts';

/** An address or number. */
export interface Address {
  readonly kind?: AddressKind;
  /** Tells it apart from the others; never the address itself. */
  readonly id?: string;
}

/** How the sender of an e-mail came by the address. Dates are local. */
export type EmailBasis =
  | { readonly kind: 'consent' }
  | {
      readonly kind: 'creditor_notice';
      readonly sentOn: DateText;
      /** Last day on which the person could opt out. */
      readonly optOutUntil: DateText;
    }
  | {
      readonly kind: 'prior_collector';
      readonly obtainedProperly: boolean;
      readonly usedByLast: boolean;
      readonly optedOut: boolean;
    };

/** One contact that took place, in either direction, or one that is cleared and not yet used. */
export interface PastContact {
  readonly at: InstantText;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly outcome: ContactOutcome;
  readonly creditorId: string;
  /** The debts it was about. */
  readonly debtIds: readonly string[];
  /** Whom it was with, "ROLE" or "ROLE:WHO"; left out, the debtor. */
  readonly person?: string;
  readonly address?: Address;
  /** Names it, for an answer to say what it answers. */
  readonly id?: string;
  /** The contact of the person that it answers. */
  readonly answers?: string;
  /** Debts that the person came to speak of besides those that it was made for. */
  readonly discussedDebtIds?: readonly string[];
  /** The person agreed to calls: for as long as the law says, or on one day. */
  readonly agreesToCalls?: { readonly onlyDay?: DateText };
  /** The person took back an agreement to calls. */
  readonly revokesCalls?: boolean;
  /** What the person answered is believed to be wrong or incomplete. */
  readonly believedWrong?: boolean;
}

/** Something known that holds for a time; what is left out does not confine it. */
export interface Mark {
  readonly kind: MarkKind;
  /** From when: an instant, or a local date from its first minute on. */
  readonly since?: InstantText | DateText;
  /** Its last local day. */
  readonly lastDay?: DateText;
  readonly debtIds?: readonly string[];
  readonly channels?: readonly Channel[];
  /** Id of the address or number that it is about. */
  readonly addressId?: string;
  readonly place?: PersonPlace;
}

/** Hours of some weekdays ("mon" or "mon-fri"), local and half-open. */
export interface PersonalHours {
  readonly days: readonly string[];
  readonly from: TimeText;
  readonly to: TimeText;
  /** The last local day on which they hold. */
  readonly lastDay?: DateText;
}

/** A notice, and whether it came back. Dates are local. */
export interface Notice {
  readonly sentOn: DateText;
  /** When it came back; `true` where only that is known. */
  readonly returned?: DateText | true;
}

/** What is known besides contacts; what is left out, nobody knows or said. */
export interface Standing {
  readonly marks?: readonly Mark[];
  /** Hours that the person does not wish. */
  readonly inconvenient?: readonly PersonalHours[];
  /** Hours that the person asked for or agreed to. */
  readonly agreed?: readonly PersonalHours[];
  readonly consents?: readonly { readonly kind: ConsentKind; readonly at?: InstantText }[];
  /** Channels that the person authorised. */
  readonly authorisedChannels?: readonly Channel[];
  /** In which the person is present. */
  readonly sessions?: readonly {
    readonly channel: Channel;
    readonly from: InstantText;
    readonly to: InstantText;
  }[];
  /** Notices before the debt is reported to a credit bureau. */
  readonly reportingNotices?: readonly Notice[];
  /** Notices with the validation information. */
  readonly validationNotices?: readonly Notice[];
  readonly dispute?: { readonly receivedAt: InstantText; readonly debtIds?: readonly string[] };
}

/** What the law looks at besides the proposal itself. Holds no personal data. */
export interface Facts {
  /** Every zone the person may be in; the contact must be lawful in all of them. None: nobody knows. */
  readonly zones: readonly Zone[];
  /** ISO 3166-1 country whose law protects the person. */
  readonly country: string;
  /** States and cities that an address on file names, as packs name them: "US-MA", "US-NYC". */
  readonly regions: readonly string[];
  readonly portfolio: {
    /** Country, or country-region, of the portfolio: "CO". Only its country's law follows from it. */
    readonly jurisdiction: string;
    readonly collector: CollectorType;
    readonly debtKind: DebtKind;
  };
  /** In any order. Never changed in place: a longer history is a new array. */
  readonly history: readonly PastContact[];
  /** Left out, nothing is known besides. */
  readonly standing?: Standing;
}

/** One item (debt) of a contact that somebody would like to make. */
export interface Proposal {
  readonly at: InstantText;
  readonly channel: Channel;
  readonly debtId: string;
  readonly creditorId: string;
  /** Whose debts they are; left out, no policy that names debtors is about them. */
  readonly debtorId?: string;
  /** "ROLE" or "ROLE:WHO"; left out, the debtor. */
  readonly person?: string;
  /** Left out, `collect`. */
  readonly purpose?: Purpose;
  readonly address?: Address & {
    /** Whether anybody can have an address of its domain. */
    readonly domainPublic?: boolean;
    readonly basis?: EmailBasis;
  };
  /** Null: there is no text that may be sent. */
  readonly content?: Content | null;
  /** The contact of the person that it answers. */
  readonly answers?: string;
}

/** What one rule says of a proposal. */
export interface RuleResult {
  readonly id: string;
  readonly outcome: 'allow' | 'defer' | 'block' | 'not_applicable';
  readonly reason?: ReasonCode | AllowCode;
  readonly citation: Citation;
  /** What the rule looked at, without personal data. */
  readonly inputs: { readonly [name: string]: Json };
  /** First minute at which this rule alone would allow it. */
  readonly notBefore?: InstantText;
  /** Jurisdiction and version of the pack the rule is from. */
  readonly pack: string;
  readonly packVersion: string;
}

export interface Decision {
  readonly decision: 'allow' | 'defer' | 'block';
  /** For `defer`: the first minute at which every rule allows the same contact if nothing else happens. */
  readonly notBefore: InstantText | null;
  readonly reasons: readonly (ReasonCode | AllowCode)[];
  /** Every rule of every pack that applies, in the order of the packs. */
  readonly rules: readonly RuleResult[];
}
