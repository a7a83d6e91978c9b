import type {
  Consumer,
  EventStore,
  MessageBus,
  Monotonic,
  ParkedKey,
  ParkedMessages,
  RunningConsumer,
  Standstill,
} from '@cauce/ports';
import type { Admin, Kafka } from 'kafkajs';
import { GroupWork, newerOnly, type OnFailure, Parking } from '../bus/index.ts';
import { GroupConsumer } from './group-consumer.ts';
import type { Place, Standing } from './owned.ts';
import { patiently } from './patiently.ts';
import type { Topics } from './topics.ts';

export interface KafkaBusOptions {
  readonly kafka: Kafka;
  readonly topics: Topics;
  /** Where an event that waited with a parked key is read again. */
  readonly store: Pick<EventStore, 'read'>;
  readonly parkedMessages: ParkedMessages;
  readonly monotonic: Monotonic;
  readonly onFailure?: OnFailure;
  /** After how long without a sign of life a group goes on without this process, in milliseconds. */
  readonly sessionMs?: number;
}

const SESSION_MS = 30_000;

/** The end of a partition: the offset of the next message that comes, and of the first that is still kept. */
interface End extends Place {
  readonly offset: number;
  readonly first: number;
}

/** What a group has still to handle of a topic, here. */
export interface Lag {
  readonly group: string;
  readonly topic: string;
  readonly messages: number;
}

/** The bus over Kafka: each group is a consumer group, shared by all processes that name it. */
export class KafkaBus implements MessageBus {
  private readonly consumers = new Map<string, GroupConsumer>();
  private readonly closing = new AbortController();

  private constructor(
    private readonly options: KafkaBusOptions,
    private readonly admin: Admin,
  ) {}

  static async open(options: KafkaBusOptions): Promise<KafkaBus> {
    const admin = options.kafka.admin();
    await admin.connect();
    return new KafkaBus(options, admin);
  }

  async consume(wanted: Consumer): Promise<RunningConsumer> {
    const consumer = newerOnly(wanted);
    const { kafka, topics, store, parkedMessages, monotonic, onFailure = () => {} } = this.options;
    const { group } = consumer;
    if (this.consumers.has(group)) throw new Error(`the group ${group} already runs in this process`);
    const parking = await Parking.open(parkedMessages);
    const running = await GroupConsumer.start({
      kafka,
      topics,
      consumer,
      parking,
      monotonic,
      onFailure,
      work: new GroupWork({ consumer, store, parking, monotonic, onFailure }),
      standings: (names) => this.standings(group, names),
      firstKept: (place) => this.firstKept(place),
      sessionMs: this.options.sessionMs ?? SESSION_MS,
      onStop: () => this.consumers.delete(group),
    });
    this.consumers.set(group, running);
    return running;
  }

  get standstill(): Standstill | null {
    return [...this.consumers.values()].find(({ standstill }) => standstill !== null)?.standstill ?? null;
  }

  async parked(): Promise<readonly ParkedKey[]> {
    return (await Parking.open(this.options.parkedMessages)).list();
  }

  async unpark(group: string, key: string): Promise<boolean> {
    const parked = await this.parked();
    if (!parked.some((one) => one.group === group && one.key === key)) return false;
    const consumer = this.consumers.get(group);
    if (consumer && (await consumer.owns(key))) await consumer.unpark(key);
    else await this.askToUnpark(group, key);
    return true;
  }

  async idle(): Promise<void> {
    for (;;) {
      const ends = await this.ends();
      for (const [group, consumer] of this.consumers) {
        for (const end of ends.filter(({ topic }) => consumer.topics.includes(topic))) {
          while ((await this.reached(group, consumer, end)) < end.offset) await consumer.moved();
        }
      }
      if (JSON.stringify(await this.ends()) === JSON.stringify(ends)) break;
    }
    for (const consumer of this.consumers.values()) await consumer.commit();
  }

  /** How many messages the groups that run here have still to handle, of the partitions that this process owns. */
  async lag(): Promise<readonly Lag[]> {
    const lags: Lag[] = [];
    for (const end of await this.ends()) {
      for (const [group, consumer] of this.consumers) {
        const finished = consumer.topics.includes(end.topic) ? await consumer.finished(end) : null;
        if (finished === null) continue;
        lags.push({ group, topic: end.topic, messages: end.offset - Math.max(finished, end.first) });
      }
    }
    const byTopic = Map.groupBy(lags, ({ group, topic }) => `${group}|${topic}`);
    return [...byTopic.values()].map((some) => ({
      ...(some[0] as Lag),
      messages: some.reduce((sum, { messages }) => sum + messages, 0),
    }));
  }

  async close(): Promise<void> {
    for (const consumer of [...this.consumers.values()]) await consumer.stop();
    this.closing.abort();
    await this.admin.disconnect();
  }

  /**
   * How far a group is in a partition: as this process knows it, or as the broker was told, by another process or by one
   * before whose last word was not known yet when this one asked.
   */
  private async reached(group: string, consumer: GroupConsumer, end: End): Promise<number> {
    const here = await consumer.reached(end);
    if (here !== null && here >= end.offset) return here;
    const standings = await this.standings(group, [end.topic]);
    const told = standings.find(({ partition }) => partition === end.partition);
    return Math.max(here ?? 0, Number(told?.offset ?? 0));
  }

  private async standings(group: string, topics: readonly string[]): Promise<Standing[]> {
    const groupId = this.options.topics.named(group);
    const found = await this.ask(() => this.admin.fetchOffsets({ groupId, topics: [...topics] }));
    return found.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, ...one })));
  }

  private async firstKept({ topic, partition }: Place): Promise<number> {
    const ends = await this.endsOf(topic);
    return ends.find((one) => one.partition === partition)?.first ?? 0;
  }

  /** Where the partitions that hold anything end, of every topic that is read here. */
  private async ends(): Promise<End[]> {
    const topics = new Set([...this.consumers.values()].flatMap((one) => one.topics));
    const ends = await Promise.all([...topics].map((topic) => this.endsOf(topic)));
    return ends.flat().filter(({ first, offset }) => first !== offset);
  }

  private async endsOf(topic: string): Promise<End[]> {
    const offsets = await this.ask(() => this.admin.fetchTopicOffsets(topic));
    return offsets.map(({ partition, low, high }) => ({
      topic,
      partition,
      offset: Number(high),
      first: Number(low),
    }));
  }

  private ask<T>(question: () => Promise<T>): Promise<T> {
    return patiently(this.options.monotonic, question, this.closing.signal);
  }

  /** Another process has the key: whoever owns its partition reads the request. */
  private async askToUnpark(group: string, key: string): Promise<void> {
    const { kafka, topics } = this.options;
    const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
    await producer.connect();
    const message = { key, value: group, partition: topics.partitionOf(key) };
    await producer.send({ topic: topics.unpark, messages: [message], acks: -1 });
    await producer.disconnect();
  }
}
