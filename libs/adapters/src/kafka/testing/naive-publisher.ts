import type { OutgoingEvent } from '@cauce/contracts';
import type { Publisher } from '@cauce/ports';
import type { Kafka, Message } from 'kafkajs';
import { messageOf } from '../message.ts';
import type { Topics } from '../topics.ts';

/** What one would write first: one send for all partitions of a topic. It loses messages when a broker dies. */
export const naivePublisher = async (kafka: Kafka, topics: Topics): Promise<Publisher> => {
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  const publish = async (events: readonly OutgoingEvent[]): Promise<void> => {
    const byTopic = Map.groupBy(events, (event) => topics.topicOf(event));
    for (const [topic, found] of byTopic) {
      const messages = found.map(
        (event): Message => ({
          ...messageOf(event),
          partition: topics.partitionOf(event.route.key),
        }),
      );
      await producer.send({ topic, messages, acks: -1 });
    }
  };
  return {
    batch: () => {
      const events: OutgoingEvent[] = [];
      return { add: (event) => void events.push(event), publish: () => publish(events) };
    },
    close: () => producer.disconnect(),
  };
};
