import { catalogue, categoryOf, type OutgoingEvent } from '@cauce/contracts';
import { partitionOf } from './partitioner.ts';

const DAY_MS = 86_400_000;

/** Categories of configuration: the newest message of a stream is enough, for ever. */
const COMPACTED: ReadonlySet<string> = new Set(['rulepack', 'strategy', 'template']);

export interface TopicDeclaration {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  /** Settings of the topic, as Kafka names them. */
  readonly config: { readonly [name: string]: string };
}

export interface TopicPlan {
  /** What the names of topics and groups begin with. */
  readonly prefix: string;
  /** Of every topic, so that one member of a group owns a key's partition in all of them. It can never change. */
  readonly partitions: number;
  readonly replicas: number;
  /** How long messages are kept; longer than any group is ever away. */
  readonly retentionDays: number;
  /** Channels by which contacts go out. */
  readonly channels: readonly string[];
  /** Categories of the streams in which an event type is found, by type. */
  readonly categories: ReadonlyMap<string, string>;
}

/** The plan of an installation: one topic for each category, one of clearances for each channel. */
export const defaultPlan: TopicPlan = {
  prefix: 'cauce.',
  partitions: 12,
  replicas: 3,
  retentionDays: 14,
  channels: ['email', 'sms', 'whatsapp', 'call', 'ivr', 'push', 'letter', 'visit'],
  categories: new Map([...catalogue.values()].map(({ type, category }) => [type, category])),
};

const CLEARED = 'ContactCleared';

/** Which topics there are, what goes to which, and who reads which. */
export class Topics {
  constructor(readonly plan: TopicPlan) {}

  /** Requests to hand a parked key's messages to its group again. */
  get unpark(): string {
    return this.named('unpark');
  }

  /** Every topic that must exist. */
  declared(): TopicDeclaration[] {
    const { partitions, replicas, retentionDays, channels, categories } = this.plan;
    const kept = { 'cleanup.policy': 'delete', 'retention.ms': String(retentionDays * DAY_MS) };
    const compacted = { 'cleanup.policy': 'compact', 'retention.ms': '-1' };
    const named = (name: string, config: TopicDeclaration['config']): TopicDeclaration => ({
      name,
      partitions,
      replicas,
      config,
    });
    return [
      ...[...new Set(categories.values())]
        .toSorted()
        .map((one) => named(this.named(one), COMPACTED.has(one) ? compacted : kept)),
      ...channels.map((channel) => named(this.clearances(channel), kept)),
      named(this.unpark, kept),
    ];
  }

  topicOf({ stream, route: { channel } }: Pick<OutgoingEvent, 'stream' | 'route'>): string {
    return channel === undefined ? this.named(categoryOf(stream)) : this.clearances(channel);
  }

  /** The topics in which events of these types are found, of clearances only those of the channel, if one is given. */
  topicsOf(types: readonly string[], channel?: string): string[] {
    const found = types.flatMap((type) => {
      if (type === CLEARED)
        return (channel ? [channel] : this.plan.channels).map((one) => this.clearances(one));
      const category = this.plan.categories.get(type);
      if (category === undefined) throw new Error(`no topic carries ${type}`);
      return [this.named(category)];
    });
    return [...new Set(found)].toSorted();
  }

  partitionOf(key: string): number {
    return partitionOf(key, this.plan.partitions);
  }

  named(name: string): string {
    return `${this.plan.prefix}${name}`;
  }

  private clearances(channel: string): string {
    return this.named(`clearance.${channel}`);
  }
}
