import type { DateText, Zone } from '@cauce/kernel';
import type {
  AddressKind,
  Channel,
  CollectorType,
  ConsentKind,
  ContactOutcome,
  Content,
  DebtKind,
  MarkKind,
  PersonPlace,
  PersonRole,
  Purpose,
  ReasonCode,
} from './vocabulary.ts';

/** Spanish and English. */
export interface Titles {
  readonly es: string;
  readonly en: string;
}

/** Where the law says so: its name and article, and a link or the publication that carries it. */
export interface Citation {
  readonly text: string;
  readonly link?: string;
  readonly publication?: string;
}

/** Local time of day, "07:00" to "24:00". */
export type TimeText = string;

/** When contacts are allowed. A weekday that no key names is closed. */
export interface HoursParameters {
  /** Keys "mon" … "sun" or ranges "mon-fri"; each value the half-open windows [from, to) of those days. */
  readonly windows: { readonly [days: string]: readonly (readonly [TimeText, TimeText])[] };
  readonly closedOnHolidays: boolean;
  /** Hours that the person agreed to are open too. */
  readonly agreedHoursToo?: boolean;
  /** The closing minute itself is still open, to its first instant. */
  readonly closedEnd?: boolean;
  /** Any candidate zone will do where the place is not known; left out, all must be open. */
  readonly anyZone?: boolean;
}

/** Which past contacts count; all that is named must hold, what is left out is any. */
export interface CountFilter {
  readonly direction?: 'in' | 'out';
  readonly channels?: readonly Channel[];
  readonly outcomes?: readonly ContactOutcome[];
  readonly exceptOutcomes?: readonly ContactOutcome[];
  readonly addresses?: readonly AddressKind[];
  /** Contacts that answer the person do not count. */
  readonly exceptAnswers?: boolean;
  /** A contact whose answer is believed wrong does not count. */
  readonly exceptBelievedWrong?: boolean;
}

/** What is counted: contacts that match any of the filters, of the same person, in the same scope. */
export interface CountParameters {
  readonly counts: readonly CountFilter[];
  /** About the same debt, for the same creditor, or all with the same person. */
  readonly per: 'debt' | 'creditor' | 'debtor';
  /** Of a debt counts too what the person spoke of it in a contact about another. */
  readonly discussedToo?: boolean;
  /** Contacts at a number that proved to be somebody else's do not count. */
  readonly exceptWrongNumbers?: boolean;
  /** A person's agreement lifts the rule for so many local days, its own being the first, until a conversation. */
  readonly agreementDays?: number;
  /** A contact no longer counts where its days are over in any candidate zone; left out, in all. */
  readonly anyZone?: boolean;
}

/**
 * How long a contact counts. `days`: local calendar days, its own being the first. `week`: until the local week
 * (Monday to Sunday) ends. `hours`: rolling hours.
 */
export type CountWindow =
  | { readonly type: 'days'; readonly length: number }
  | { readonly type: 'week' }
  | { readonly type: 'hours'; readonly length: number }
  /** For ever. */
  | { readonly type: 'ever' };

/** At most `limit` contacts in the window. */
export interface CapParameters extends CountParameters {
  readonly limit: number;
  readonly window: CountWindow;
  /** Only those count that follow a contact which passes this filter, for as long as that one is in the window. */
  readonly after?: CountFilter;
}

/** Time that must lie between two contacts: whole local days, or hours. */
export interface MinGapParameters extends CountParameters {
  readonly gap: { readonly wholeDays: number } | { readonly hours: number };
}

/** Once contacted through one channel, no other channel in the window. */
export interface ChannelExclusiveParameters extends CountParameters {
  readonly window: CountWindow;
}

/** After `onDays` days in a row with more than `moreThan` contacts each, `days` whole days without one. */
export interface PauseParameters extends CountParameters {
  readonly moreThan: number;
  readonly onDays: number;
  readonly days: number;
}

/** Who may be contacted at all, or who may not. */
export type PersonsParameters =
  | { readonly allowed: readonly PersonRole[] }
  | { readonly barred: readonly PersonRole[] };

/** What a message must say and must not. */
export interface ContentParameters {
  /** Each must be true of the message. */
  readonly required?: readonly string[];
  /** Each is refused where all that it names is so. */
  readonly refused?: readonly Content[];
}

/** Refused while one of the marks holds, or for some local days from its beginning (that day is the first). */
export interface MarkedParameters {
  readonly marks: readonly MarkKind[];
  readonly days?: number;
  /** Channels that a mark for one of them closes together. */
  readonly alike?: readonly (readonly Channel[])[];
}

/** Refused at the addresses of a place that the person does not wish, and elsewhere while they are known to be there. */
export interface PlacesParameters {
  readonly places: { readonly [P in PersonPlace]?: readonly AddressKind[] };
}

/** An e-mail needs a proper basis, where one is claimed. */
export interface EmailBasisParameters {
  /** Days that a creditor's notice must leave for opting out. */
  readonly optOutDays: number;
}

/** A consent is needed, and must not be older than some local days. */
export interface ConsentParameters {
  readonly consent: ConsentKind;
  readonly days?: number;
}

/** Some local days must pass after a notice that did not come back, that of sending being the first. */
export interface NoticeWaitParameters {
  readonly days: number;
}

/** A dispute stops collection: one within the validation period, or any where the text knows no period. */
export interface DisputeParameters {
  /** Days without week-ends and holidays after which a notice is taken as received; left out, there is no period. */
  readonly receivedAfter?: number;
  /** Calendar days of the period from then on. */
  readonly days?: number;
  /** A dispute after the period stops it too. */
  readonly lateToo?: boolean;
}

export interface PersonalHoursParameters {
  /** The last minute of the hours belongs to them too. */
  readonly closedEnd?: boolean;
}

/** Without parameters. */
export type NoParameters = Readonly<Record<string, never>>;

export interface ParametersOf {
  readonly hours: HoursParameters;
  readonly cap: CapParameters;
  readonly min_gap: MinGapParameters;
  readonly channel_exclusive: ChannelExclusiveParameters;
  readonly pause: PauseParameters;
  readonly persons: PersonsParameters;
  readonly content: ContentParameters;
  readonly barred: NoParameters;
  readonly marked: MarkedParameters;
  readonly personal_hours: PersonalHoursParameters;
  readonly places: PlacesParameters;
  readonly email_basis: EmailBasisParameters;
  readonly consent: ConsentParameters;
  readonly authorised_channels: NoParameters;
  readonly notice_wait: NoticeWaitParameters;
  readonly dispute: DisputeParameters;
}

export type RuleKind = keyof ParametersOf;

/** Which proposals a rule judges; what is left out is any. */
export interface Scope {
  readonly channels: '*' | readonly Channel[];
  readonly collector?: CollectorType;
  readonly debtKind?: DebtKind;
  readonly purposes?: readonly Purpose[];
  readonly addresses?: readonly AddressKind[];
  /** Only of a policy: ids of the debtors that it is about. */
  readonly debtors?: readonly string[];
  /** One of these marks must hold. */
  readonly marks?: readonly MarkKind[];
  /** What the text takes out of the rule. */
  readonly exceptions?: readonly Exception[];
}

/** All that is named must be so. */
export interface Exception {
  readonly purposes?: readonly Purpose[];
  readonly content?: Content;
  /** One of these marks holds. */
  readonly marks?: readonly MarkKind[];
  readonly consent?: ConsentKind;
  /** How the address of an e-mail was come by. */
  readonly emailBasis?: 'consent';
  /** Only of a policy: ids of the debtors that it does not bind. The law binds them as ever. */
  readonly debtors?: readonly string[];
  /** It is the one answer to the person's own message by the same channel. */
  readonly answer?: true;
  /** The person is present in a session of the same channel. */
  readonly session?: true;
}

/** One way of reading the text: what it replaces of the rule's parameters and scope, or that it is no rule at all. */
export interface Reading<P> {
  readonly id: string;
  readonly title: Titles;
  readonly parameters: Partial<P>;
  readonly appliesTo?: Partial<Scope>;
  readonly off?: true;
}

/** What every rule says of itself, whatever its kind. */
export interface RuleHead {
  readonly id: string;
  readonly title: Titles;
  readonly citation: Citation;
  /** A primary text read · B agency page or several sources · C one source · D policy or unverified. */
  readonly certainty: 'A' | 'B' | 'C' | 'D';
  /** Local dates, both included. */
  readonly inForce: { readonly from: DateText; readonly to?: DateText };
  readonly appliesTo: Scope;
  /** What the rule answers when it bites; `hours` has its own two codes. */
  readonly reason?: ReasonCode;
}

export interface RuleOf<K extends RuleKind> extends RuleHead {
  readonly kind: K;
  readonly parameters: ParametersOf[K];
  /** The readings of a text that can be read in more than one way; the first is the default. */
  readonly readings?: readonly Reading<ParametersOf[K]>[];
}

/** A rule of one of some kinds. */
export type RuleDefinition<K extends RuleKind = RuleKind> = { [P in K]: RuleOf<P> }[K];

/** A jurisdiction's rules, as its file holds them; or the policy of the agency or of a creditor. */
export interface PackDefinition {
  /** "CO", "US-MA"; of a policy "agency" or "creditor:ID". */
  readonly jurisdiction: string;
  readonly version: string;
  readonly title: Titles;
  /** The zones of its territory; none of a policy. */
  readonly zones: readonly Zone[];
  /** Countries in which its rules hold besides their own: the members of a union; "*" is every one. */
  readonly members?: readonly string[];
  readonly rules: readonly RuleDefinition[];
}
