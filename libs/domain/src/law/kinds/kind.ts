import type { Json } from '@cauce/kernel';
import type { Facts, Proposal } from '../facts.ts';
import type { PastEntry } from '../history.ts';
import type { ParametersOf, RuleKind } from '../pack.ts';
import type { Earliest } from '../settle.ts';
import type { AllowCode, ReasonCode } from '../vocabulary.ts';
import type { EpochDay } from '../wall-clock.ts';

/** One proposal before the rules: what they judge, with instants as numbers. */
export interface Matter {
  readonly facts: Facts;
  readonly proposal: Proposal;
  /** Milliseconds since 1970 of the proposed instant. */
  readonly at: number;
  /** The last instant that the search for a lawful one looks at. */
  readonly until: number;
  readonly past: readonly PastEntry[];
}

/** A rule's view of one matter. */
export interface Judgement {
  readonly earliest: Earliest;
  /** Why the rule does not allow the contact at the proposed instant; asked only when it does not. */
  readonly reason: () => ReasonCode;
  /** Why it allows what it would else not; asked only when it does. */
  readonly allowedBy?: () => AllowCode | undefined;
  /** What it looked at, without personal data. */
  readonly inputs: () => { readonly [name: string]: Json };
}

/** What a kind needs of the rule that it is made for. */
export interface KindContext {
  readonly isHoliday: (day: EpochDay) => boolean;
  readonly reason: ReasonCode | undefined;
}

/** A kind of rule: given its parameters, how it judges. Adding a kind is adding one of these. */
export type Kind<K extends RuleKind> = (
  parameters: ParametersOf[K],
  context: KindContext,
) => (matter: Matter) => Judgement;
