import { randomUUID } from 'node:crypto';
import { type KafkaSettings, kafkaClient } from '../client.ts';

/** A message as a broker keeps it. */
export interface KeptMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The topics of a cluster whose names begin alike, and every message in them. */
export const everythingIn = async (settings: KafkaSettings, prefix: string) => {
  const kafka = kafkaClient(settings);
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
  const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
  await admin.disconnect();
  const wanted = ends.flat().reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  const messages: KeptMessage[] = [];
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}` });
  const { promise: all, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, message: { key, value, headers = {} } }) => {
      const said = Object.entries(headers).map(([name, header]) => [name, String(header)] as const);
      messages.push({ topic, key: String(key), value: String(value), headers: Object.fromEntries(said) });
      if (messages.length === wanted) resolve();
    },
  });
  await all;
  await consumer.disconnect();
  return { topics, messages };
};
