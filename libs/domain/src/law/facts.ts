import type { InstantText, Json, Zone } from '@cauce/kernel';
import type { Citation } from './pack.ts';
import type {
  AllowCode,
  Channel,
  CollectorType,
  ContactOutcome,
  DebtKind,
  Purpose,
  ReasonCode,
} from './vocabulary.ts';

/** One contact that took place, in either direction, or one that is cleared and not yet used. */
export interface PastContact {
  readonly at: InstantText;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly outcome: ContactOutcome;
  readonly creditorId: string;
  /** The debts it was about. */
  readonly debtIds: readonly string[];
  /** Whom it was with; left out, the debtor. */
  readonly person?: string;
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
}

/** One item (debt) of a contact that somebody would like to make. */
export interface Proposal {
  readonly at: InstantText;
  readonly channel: Channel;
  readonly debtId: string;
  readonly creditorId: string;
  /** Left out, the debtor. */
  readonly person?: string;
  /** Left out, `collect`. */
  readonly purpose?: Purpose;
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
