import type { DateText, Zone } from '@cauce/kernel';
import type { Channel, CollectorType, ContactOutcome, DebtKind, Purpose, ReasonCode } from './vocabulary.ts';

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
}

/** Which past contacts count; all that is named must hold, what is left out is any. */
export interface CountFilter {
  readonly direction?: 'in' | 'out';
  readonly channels?: readonly Channel[];
  readonly outcomes?: readonly ContactOutcome[];
  readonly exceptOutcomes?: readonly ContactOutcome[];
}

/** What is counted: contacts that match any of the filters, of the same person, in the same scope. */
export interface CountParameters {
  readonly counts: readonly CountFilter[];
  /** About the same debt, for the same creditor, or all with the same person. */
  readonly per: 'debt' | 'creditor' | 'debtor';
}

/**
 * How long a contact counts. `days`: local calendar days, its own being the first. `week`: until the local week
 * (Monday to Sunday) ends. `hours`: rolling hours.
 */
export type CountWindow =
  | { readonly type: 'days'; readonly length: number }
  | { readonly type: 'week' }
  | { readonly type: 'hours'; readonly length: number };

/** At most `limit` contacts in the window. */
export interface CapParameters extends CountParameters {
  readonly limit: number;
  readonly window: CountWindow;
}

/** Time that must lie between two contacts: whole local days, or hours. */
export interface MinGapParameters extends CountParameters {
  readonly gap: { readonly wholeDays: number } | { readonly hours: number };
}

/** Once contacted through one channel, no other channel in the window. */
export interface ChannelExclusiveParameters extends CountParameters {
  readonly window: CountWindow;
}

export interface ParametersOf {
  readonly hours: HoursParameters;
  readonly cap: CapParameters;
  readonly min_gap: MinGapParameters;
  readonly channel_exclusive: ChannelExclusiveParameters;
}

export type RuleKind = keyof ParametersOf;

/** Which proposals a rule judges; what is left out is any. */
export interface Scope {
  readonly channels: '*' | readonly Channel[];
  readonly collector?: CollectorType;
  readonly debtKind?: DebtKind;
  /** Purposes that the text takes out of the rule. */
  readonly exceptPurposes?: readonly Purpose[];
}

/** One way of reading the text: parameters that replace those of the rule. */
export interface Reading<P> {
  readonly id: string;
  readonly title: Titles;
  readonly parameters: Partial<P>;
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

/** A jurisdiction's rules, as its file holds them. */
export interface PackDefinition {
  readonly jurisdiction: string;
  readonly version: string;
  readonly title: Titles;
  /** The zones of its territory. */
  readonly zones: readonly Zone[];
  readonly rules: readonly RuleDefinition[];
}
