import { type Applied, applyTopics } from '@cauce/adapters/kafka';
import { kafkaConfigOf } from '../config/index.ts';
import { kafkaOf } from './kafka-of.ts';

export { kafkaOf } from './kafka-of.ts';

/** Creates the topics that an environment's Kafka lacks, and reports what differs. Throws ConfigError. */
export const applyTopicsIn = async (env: Readonly<Record<string, string | undefined>>): Promise<Applied> => {
  const { kafka, topics } = kafkaOf(kafkaConfigOf(env));
  return applyTopics(kafka, topics.declared());
};
