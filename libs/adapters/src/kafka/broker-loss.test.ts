import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEvent, type RecordedEvent } from '@cauce/contracts';
import { done, type Publisher } from '@cauce/ports';
import { SampleStreams } from '@cauce/ports/contract';
import { describeOn, KafkaCluster } from '@cauce/testing/servers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { kafkaClient } from './client.ts';
import { KafkaBus } from './kafka-bus.ts';
import { KafkaPublisher } from './publisher.ts';
import { naivePublisher } from './testing/naive-publisher.ts';
import { published } from './testing/published.ts';
import { sampleTopics } from './testing/sample-topics.ts';
import { applyTopics } from './topic-admin.ts';
import type { Topics } from './topics.ts';

/** How many messages; `CAUCE_TEST_BROKER_LOSS` sets more than what a run of all tests has time for. */
const MESSAGES = Number(process.env.CAUCE_TEST_BROKER_LOSS ?? 6_000);
const BATCH = 100;
const KEYS = 200;
const MINUTES = 60_000;

/** Batches of events of many keys, as a relay reads them from the log. */
const batches = (): RecordedEvent[][] => {
  const streams = new SampleStreams();
  let written = 0;
  return Array.from({ length: MESSAGES / BATCH }, () =>
    Array.from({ length: BATCH }, () => {
      const [event] = streams.next(`debt-${written % KEYS}`).events;
      written += 1;
      return decodeEvent(event!.bytes, String(written).padStart(16, '0'), event!.hash);
    }),
  );
};

describeOn(
  'own servers',
  'three brokers, of which one dies in the middle, comes back, and another dies',
  () => {
    let folder: string;
    let cluster: KafkaCluster;
    let kafka: Kafka;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'cauce-brokers-'));
      cluster = await KafkaCluster.start(folder, 3);
      kafka = kafkaClient(cluster.addresses);
    }, 2 * MINUTES);
    afterAll(async () => {
      await cluster.end();
      await rm(folder, { recursive: true, force: true });
    });

    /** Publishes everything while brokers die, and gives what a group then got of each key. */
    const publishedMeanwhile = async (
      open: (topics: Topics) => Promise<Publisher>,
    ): Promise<Map<string, number[]>> => {
      const topics = sampleTopics(12, 3);
      await applyTopics(kafka, topics.declared());
      const publisher = await open(topics);
      const all = batches();
      const third = Math.floor(all.length / 3);
      let broken: Promise<void> = Promise.resolve();
      for (const [n, batch] of all.entries()) {
        // Not awaited: the broker dies, or comes back, while messages are on their way.
        if (n === third) broken = cluster.killBroker(0);
        if (n === third + 20) broken = broken.then(() => cluster.startBroker(0));
        if (n === 2 * third) await broken.then(() => void cluster.killBroker(1));
        await published(publisher, batch);
      }
      await publisher.close();
      await cluster.startBroker(1);
      return handled(topics);
    };

    const handled = async (topics: Topics): Promise<Map<string, number[]>> => {
      const memory = openMemory({ monotonic: systemMonotonic });
      const bus = await KafkaBus.open({ ...memory, kafka, topics, monotonic: systemMonotonic });
      const seen = new Map<string, number[]>();
      const handle = async ({ stream, revision }: RecordedEvent) => {
        seen.getOrInsertComputed(stream, () => []).push(revision);
        return done;
      };
      await bus.consume({ group: 'one', types: ['SampleNoted'], handle });
      await bus.idle();
      await bus.close();
      await memory.close();
      return seen;
    };

    const revisions = Array.from({ length: MESSAGES / KEYS }, (_, n) => n);

    const tried = (publisher: Publisher, batch: readonly RecordedEvent[]): Promise<boolean> =>
      published(publisher, batch).then(
        () => true,
        () => false,
      );

    const missing = (seen: Map<string, number[]>): number =>
      MESSAGES - [...seen.values()].reduce((sum, revisions) => sum + new Set(revisions).size, 0);

    it(
      'bring every message, in order of its key',
      async () => {
        const seen = await publishedMeanwhile((topics) =>
          KafkaPublisher.open({ settings: cluster.addresses, topics, monotonic: systemMonotonic }),
        );
        expect(missing(seen)).toBe(0);
        for (const of of seen.values()) expect(of).toEqual(revisions);
      },
      5 * MINUTES,
    );

    it(
      'bring every message, in order of its key, also while one stands still, by trying again as a relay does',
      async () => {
        const topics = sampleTopics(12, 3);
        await applyTopics(kafka, topics.declared());
        const publisher = await KafkaPublisher.open({
          settings: cluster.addresses,
          topics,
          monotonic: systemMonotonic,
          patience: { sendMs: 5_000, answerMs: 1_000 },
        });
        const all = batches();
        for (const [n, batch] of all.entries()) {
          if (n === Math.floor(all.length / 3)) cluster.signalBroker(0, 'SIGSTOP');
          while (!(await tried(publisher, batch)));
        }
        cluster.signalBroker(0, 'SIGCONT');
        await publisher.close();
        const seen = await handled(topics);
        expect(missing(seen)).toBe(0);
        for (const of of seen.values()) expect(of).toEqual(revisions);
      },
      5 * MINUTES,
    );

    it(
      'lose messages of one send for many partitions: that is what the test is good for',
      async () => {
        const seen = await publishedMeanwhile((topics) => naivePublisher(kafka, topics));
        expect(missing(seen)).toBeGreaterThan(0);
      },
      5 * MINUTES,
    );
  },
);
