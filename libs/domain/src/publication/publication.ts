import {
  type configurationEvents,
  type EventsOf,
  type NewEvent,
  RulePackPublished,
  StrategyPublished,
  TemplatePublished,
} from '@cauce/contracts';
import type { InstantText } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** A version that was published. */
export interface PublishedVersion {
  /** SHA-256 of the content. */
  readonly digest: string;
  /** Null where only its digest is on the log. */
  readonly content: object | null;
  readonly at: InstantText;
}

/** Every version that was published, by version, in their order. */
export type Published = Readonly<Record<string, PublishedVersion>>;

export interface PublishCommand {
  readonly kind: 'publish';
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the content. */
  readonly digest: string;
  /** Kept of a rule pack. */
  readonly content: object;
}

type Publication = Decider<Published, PublishCommand, EventsOf<typeof configurationEvents>>;

/** A version is published once and stays what it was: another content needs another version. */
const publicationOf = (category: string, make: (command: PublishCommand) => NewEvent): Publication => ({
  category,
  initial: {},
  decide(command, published) {
    return Object.hasOwn(published, command.version) ? [] : [make(command)];
  },
  evolve(published, { data, recordedAt: at }) {
    const { version, digest } = data;
    return { ...published, [version]: { digest, content: 'content' in data ? data.content : null, at } };
  },
});

export const strategyPublication = publicationOf('strategy', ({ name, version, digest }) =>
  StrategyPublished.make({ name, version, digest }),
);
export const templatePublication = publicationOf('template', ({ name, version, digest }) =>
  TemplatePublished.make({ name, version, digest }),
);
export const rulePackPublication = publicationOf('rulepack', ({ name, version, digest, content }) =>
  RulePackPublished.make({ name, version, digest, content: { ...content } }),
);
