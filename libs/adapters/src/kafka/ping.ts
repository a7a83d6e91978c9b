import { type KafkaSettings, kafkaClient } from './client.ts';

const PATIENCE_MS = 1_500;

/** Resolves when a broker answers; rejects soon when none does. */
export const pingKafka = async (settings: KafkaSettings): Promise<void> => {
  const impatient = { retry: { retries: 0 }, connectionTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS };
  const admin = kafkaClient(settings, () => {}, impatient).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
  } finally {
    await admin.disconnect();
  }
};
