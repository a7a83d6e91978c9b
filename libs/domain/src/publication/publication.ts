import {
  type configurationEvents,
  type EventsOf,
  RulePackPublished,
  StrategyPublished,
  TemplatePublished,
} from '@cauce/contracts';
import type { Decider } from '../decider/decider.ts';

/** Digest of the content of every version that was published, by version. */
export type Published = Readonly<Record<string, string>>;

export interface PublishCommand {
  readonly kind: 'publish';
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the content. */
  readonly digest: string;
}

type Definition = typeof StrategyPublished | typeof TemplatePublished | typeof RulePackPublished;
type Publication = Decider<Published, PublishCommand, EventsOf<typeof configurationEvents>>;

/** A version is published once and stays what it was: another content needs another version. */
const publicationOf = (definition: Definition): Publication => ({
  category: definition.category,
  initial: {},
  decide({ name, version, digest }, published) {
    return Object.hasOwn(published, version) ? [] : [definition.make({ name, version, digest })];
  },
  evolve(published, event) {
    return { ...published, [event.data.version]: event.data.digest };
  },
});

export const strategyPublication = publicationOf(StrategyPublished);
export const templatePublication = publicationOf(TemplatePublished);
export const rulePackPublication = publicationOf(RulePackPublished);
