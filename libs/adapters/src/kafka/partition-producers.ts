import type { Kafka, Message, Producer } from 'kafkajs';
import type { Place } from './owned.ts';

/**
 * An idempotent producer of kafkajs has one request at a time under way to a broker: with several, one makes its next
 * request while others wait for their answers.
 */
const PRODUCERS = 6;

/**
 * Sends to partitions. Each is always sent to by the same producer, which numbers what it sends there. A producer whose
 * send failed cannot know which number the broker expects next, and could be refused for ever or have something new
 * taken for a repeat: another takes its place.
 */
export class PartitionProducers {
  private readonly producers = new Map<number, Promise<Producer>>();

  private constructor(private readonly kafka: Kafka) {}

  static async open(kafka: Kafka): Promise<PartitionProducers> {
    const opened = new PartitionProducers(kafka);
    await Promise.all(Array.from({ length: PRODUCERS }, (_, lane) => opened.producer(lane)));
    return opened;
  }

  /** Resolves when the messages are kept; rejects when they may not be. */
  async send(place: Place, messages: Message[]): Promise<void> {
    const lane = place.partition % PRODUCERS;
    const producer = await this.producer(lane);
    try {
      await sendTo(producer, place, messages);
    } catch (error) {
      await this.replace(lane, producer);
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const producer of this.producers.values()) await (await producer).disconnect();
  }

  private async producer(lane: number): Promise<Producer> {
    const opening = this.producers.getOrInsertComputed(lane, () => connected(this.kafka));
    try {
      return await opening;
    } catch (error) {
      this.forget(lane, opening);
      throw error;
    }
  }

  private async replace(lane: number, failed: Producer): Promise<void> {
    const opened = this.producers.get(lane);
    if (opened === undefined || (await opened) !== failed) return;
    this.forget(lane, opened);
    await failed.disconnect();
  }

  private forget(lane: number, opened: Promise<Producer>): void {
    if (this.producers.get(lane) === opened) this.producers.delete(lane);
  }
}

/**
 * One send for one partition: when a broker dies, kafkajs never sends again what goes to a partition that moved to a
 * broker which has already answered the same call, and says nothing but by a missing result.
 */
const sendTo = async (
  producer: Producer,
  { topic, partition }: Place,
  messages: Message[],
): Promise<void> => {
  const results = await producer.send({ topic, messages, acks: -1 });
  const kept = results.some(
    (one) => one.topicName === topic && one.partition === partition && !one.errorCode,
  );
  if (!kept) throw new Error(`no broker said that it kept what was sent to ${topic}, partition ${partition}`);
};

const connected = async (kafka: Kafka): Promise<Producer> => {
  const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
};
