import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import type { TopicDeclaration } from './topics.ts';

/** A topic that is not as it is declared. */
export interface Drift {
  readonly topic: string;
  /** What differs: `partitions`, `replicas`, or the name of a setting. */
  readonly what: string;
  readonly declared: string;
  readonly found: string;
}

export interface Applied {
  readonly created: readonly string[];
  /** What is not as declared, and was left so: no message may change its partition, nothing be thrown away unasked. */
  readonly drift: readonly Drift[];
}

const { TOPIC } = kafkajs.ConfigResourceTypes;

const withAdmin = async <T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

const driftOf = async (admin: Admin, declared: readonly TopicDeclaration[]): Promise<Drift[]> => {
  if (declared.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: declared.map(({ name }) => name) });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: declared.map(({ name }) => ({ type: TOPIC, name })),
  });
  return declared.flatMap(({ name, partitions, replicas, config }) => {
    const found = topics.find((one) => one.name === name)?.partitions ?? [];
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    const compared = [
      ['partitions', String(partitions), String(found.length)],
      ['replicas', String(replicas), String(found[0]?.replicas.length)],
      ...Object.entries(config).map(([what, value]) => [
        what,
        value,
        String(entries.find(({ configName }) => configName === what)?.configValue),
      ]),
    ] as const;
    return compared.flatMap(([what = '', wanted = '', is = '']) =>
      wanted === is ? [] : [{ topic: name, what, declared: wanted, found: is }],
    );
  });
};

const POLL_MS = 50;
const POLLS = 600;

/** Resolves when the brokers know new topics, some time after the controller took them; kafkajs does not wait for that. */
const known = async (admin: Admin, names: string[]): Promise<void> => {
  for (let left = POLLS; names.length > 0; left -= 1) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (left === 0) throw error;
    }
    await sleep(POLL_MS);
  }
};

/** Creates the topics that are missing, and reports what is not as declared of the others. */
export const applyTopics = (kafka: Kafka, declared: readonly TopicDeclaration[]): Promise<Applied> =>
  withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = declared.filter(({ name }) => !existing.has(name));
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ name, partitions, replicas, config }) => ({
        topic: name,
        numPartitions: partitions,
        replicationFactor: replicas,
        configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
      })),
    });
    await known(
      admin,
      missing.map(({ name }) => name),
    );
    const drift = await driftOf(
      admin,
      declared.filter(({ name }) => existing.has(name)),
    );
    return { created: missing.map(({ name }) => name), drift };
  });
