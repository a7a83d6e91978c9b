import { Producer, stringSerializer } from '@platformatic/kafka';
import type { KafkaSettings } from './client.ts';
import type { OutgoingMessage } from './message.ts';
import type { Place } from './owned.ts';

/** Each takes its turn with what goes to its partitions: with several, one makes its next request while others wait. */
const PRODUCERS = 6;

/** How often a send is tried again at most, how many milliseconds apart, and how long a broker may take to answer. */
export interface Patience {
  readonly retries: number;
  readonly retryDelay: number;
  readonly requestTimeout: number;
}

/** Half a minute of either: long enough for brokers to choose a leader. */
const PATIENCE: Patience = { retries: 150, retryDelay: 200, requestTimeout: 30_000 };

/**
 * One producer, which has one send under way at a time. It numbers what it sends: what it tries again has the same
 * numbers, so that a broker which has kept it says so and does not keep it twice. Where a send has failed for good nobody
 * knows what was kept, and the producer numbers anew under another name; nothing of the old name may be on its way then.
 */
class Lane {
  private readonly producer: Producer<string, Buffer, string, string>;
  private last: Promise<void> = Promise.resolve();

  constructor({ brokers, tls, sasl }: KafkaSettings, patience: Patience) {
    this.producer = new Producer({
      clientId: 'cauce',
      bootstrapBrokers: [...brokers],
      idempotent: true,
      ...patience,
      serializers: { key: stringSerializer, headerKey: stringSerializer, headerValue: stringSerializer },
      ...(tls ? { tls: tls === true ? {} : { ca: tls.ca } } : {}),
      ...(sasl ? { sasl: saslOf(sasl) } : {}),
    });
  }

  /** Rejects without trying where something fails before its turn has come: all would wait as long, one after the other. */
  send(place: Place, messages: readonly OutgoingMessage[]): Promise<void> {
    const sent = this.last.then(() => this.trySend(place, messages));
    this.last = sent;
    sent.catch(() => {
      if (this.last === sent) this.last = Promise.resolve();
    });
    return sent;
  }

  close(): Promise<void> {
    return this.producer.close();
  }

  private async trySend({ topic, partition }: Place, messages: readonly OutgoingMessage[]): Promise<void> {
    const placed = messages.map((message) => ({ ...message, topic, partition }));
    const { offsets = [] } = await this.producer.send({ messages: placed });
    if (!offsets.some((kept) => kept.topic === topic && kept.partition === partition))
      throw new Error(`no broker said that it kept what was sent to ${topic}, partition ${partition}`);
  }
}

/**
 * Sends to partitions, each always by the same producer. One send is for one partition: whatever a client makes of a send
 * of which some brokers took their part and others did not, it cannot be got wrong here.
 */
export class PartitionProducers {
  private readonly lanes: readonly Lane[];

  /** They connect when they are used. */
  constructor(settings: KafkaSettings, patience = PATIENCE) {
    this.lanes = Array.from({ length: PRODUCERS }, () => new Lane(settings, patience));
  }

  /** Resolves when the messages are kept; rejects when they may not be. */
  send(place: Place, messages: readonly OutgoingMessage[]): Promise<void> {
    return (this.lanes[place.partition % PRODUCERS] as Lane).send(place, messages);
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }
}

const MECHANISMS = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const;

const saslOf = ({ mechanism, ...account }: NonNullable<KafkaSettings['sasl']>) => ({
  mechanism: MECHANISMS[mechanism],
  ...account,
});
