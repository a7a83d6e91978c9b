import type { RecordedEvent } from '@cauce/contracts';
import { routingKey } from '@cauce/contracts';
import { noTelemetry, type Publisher, type Telemetry } from '@cauce/ports';
import type { Kafka, Message, Producer } from 'kafkajs';
import { messageOf } from './message.ts';
import { PartitionQueue } from './partition-queue.ts';
import type { Topics } from './topics.ts';

/** Brings events to their topics. The partition is chosen here, and each is sent to on its own. */
export class KafkaPublisher implements Publisher {
  private readonly queues = new Map<string, PartitionQueue>();

  private constructor(
    private readonly producer: Producer,
    private readonly topics: Topics,
    private readonly telemetry: Telemetry,
  ) {}

  static async open(kafka: Kafka, topics: Topics, telemetry = noTelemetry): Promise<KafkaPublisher> {
    const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
    await producer.connect();
    return new KafkaPublisher(producer, topics, telemetry);
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    await Promise.all(events.map((event) => this.publishOne(event)));
  }

  /** The message continues the trace of its event, by way of what is shown of its sending. */
  private publishOne(event: RecordedEvent): Promise<void> {
    const topic = this.topics.topicOf(event);
    const partition = this.topics.partitionOf(routingKey(event));
    const options = {
      kind: 'producer',
      parent: event.trace ?? null,
      duration: 'messaging.client.operation.duration',
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.type': 'send',
        'messaging.operation.name': 'send',
        'messaging.destination.name': topic,
        'messaging.destination.partition.id': String(partition),
        'messaging.message.id': event.id,
        'cauce.event.type': event.type,
      },
    } as const;
    return this.telemetry.span(`send ${topic}`, options, () => {
      const trace = this.telemetry.current() ?? event.trace;
      return this.queue(topic, partition).push(messageOf(event, partition, trace));
    });
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  private queue(topic: string, partition: number): PartitionQueue {
    return this.queues.getOrInsertComputed(
      `${topic}|${partition}`,
      () => new PartitionQueue((messages) => this.send(topic, partition, messages)),
    );
  }

  /**
   * One send for one partition: when a broker dies, kafkajs never sends again what goes to a partition that moved to
   * a broker which has already answered the same call, and says nothing but by a missing result.
   */
  private async send(topic: string, partition: number, messages: Message[]): Promise<void> {
    const results = await this.producer.send({ topic, messages, acks: -1 });
    const kept = results.some(
      (one) => one.topicName === topic && one.partition === partition && !one.errorCode,
    );
    if (!kept)
      throw new Error(`no broker said that it kept what was sent to ${topic}, partition ${partition}`);
  }
}
