import type { Monotonic } from '@cauce/ports';
import type { KafkaSettings } from './client.ts';
import type { OutgoingMessage } from './message.ts';
import type { Place } from './owned.ts';
import { causeOf, type KafkaProducer, kafkaProducer } from './producer.ts';

/** Each takes its turn with what goes to its partitions: with several, one makes its next request while others wait. */
const PRODUCERS = 6;

/** How long a send may take with all that is tried again, and how long a broker may take to answer, in milliseconds. */
export interface Patience {
  readonly sendMs: number;
  readonly answerMs: number;
}

/** Long enough for brokers to choose a leader, and shorter than a program may take to end. */
const PATIENCE: Patience = { sendMs: 20_000, answerMs: 8_000 };

export interface ProducerOptions {
  readonly settings: KafkaSettings;
  readonly monotonic: Monotonic;
  readonly patience?: Patience;
}

/**
 * One producer, which has one send under way at a time. It numbers what it sends: what it tries again has the same
 * numbers, so that a broker which has kept it says so and does not keep it twice. Where a send has failed nobody knows
 * what was kept, and where one has taken too long its producer may ask a broker again and again that stands still: another
 * takes its place, which numbers anew under a name of its own.
 */
class Lane {
  private producer: KafkaProducer;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly options: Required<ProducerOptions>) {
    this.producer = this.begin();
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

  private async trySend(place: Place, messages: readonly OutgoingMessage[]): Promise<void> {
    const { producer } = this;
    const settled = new AbortController();
    void this.closeLate(producer, settled.signal);
    try {
      if (!(await isKept(producer, place, messages))) throw new Error('no broker said that it kept it');
    } catch (error) {
      this.producer = this.begin();
      closeSoon(producer);
      throw new Error(`${place.topic}, partition ${place.partition}: ${causeOf(error)}`, { cause: error });
    } finally {
      settled.abort();
    }
  }

  /** What is under way fails when its producer is closed. */
  private async closeLate(producer: KafkaProducer, settled: AbortSignal): Promise<void> {
    const { monotonic, patience } = this.options;
    await monotonic.wait(patience.sendMs, settled);
    if (!settled.aborted) closeSoon(producer);
  }

  private begin(): KafkaProducer {
    const { settings, patience } = this.options;
    return kafkaProducer(settings, patience.answerMs);
  }
}

const isKept = async (
  producer: KafkaProducer,
  { topic, partition }: Place,
  messages: readonly OutgoingMessage[],
): Promise<boolean> => {
  const placed = messages.map((message) => ({ ...message, topic, partition }));
  const { offsets = [] } = await producer.send({ messages: placed });
  return offsets.some((kept) => kept.topic === topic && kept.partition === partition);
};

/** Its connections may be to a broker that does not answer even their end: nobody waits for it. */
const closeSoon = (producer: KafkaProducer): void => {
  producer.close().catch(() => {});
};

/**
 * Sends to partitions, each always by the same producer. One send is for one partition: whatever a client makes of a send
 * of which some brokers took their part and others did not, it cannot be got wrong here.
 */
export class PartitionProducers {
  private readonly lanes: readonly Lane[];

  /** They connect when they are used. */
  constructor({ patience = PATIENCE, ...options }: ProducerOptions) {
    this.lanes = Array.from({ length: PRODUCERS }, () => new Lane({ ...options, patience }));
  }

  /** Resolves when the messages are kept; rejects when they may not be. */
  send(place: Place, messages: readonly OutgoingMessage[]): Promise<void> {
    return (this.lanes[place.partition % PRODUCERS] as Lane).send(place, messages);
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }
}
