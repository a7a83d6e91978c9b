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
import type { Patience } from './partition-producers.ts';
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

/** What happens to brokers while batches are published. */
interface Trouble {
  /** Called before each batch with its number, and that of the batch after a third of all. */
  before(batch: number, third: number): Promise<void>;
  /** Brings all brokers back. */
  over(): Promise<void>;
}

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

    /** One broker dies, comes back, and another dies. */
    const deaths = (): Trouble => {
      let broken: Promise<void> = Promise.resolve();
      return {
        before: async (batch, third) => {
          // Not awaited: the broker dies, or comes back, while messages are on their way.
          if (batch === third) broken = cluster.killBroker(0);
          if (batch === third + 20) broken = broken.then(() => cluster.startBroker(0));
          if (batch === 2 * third) await broken.then(() => void cluster.killBroker(1));
        },
        over: () => cluster.startBroker(1),
      };
    };

    /** One broker stands still to the end. */
    const standstill = (): Trouble => ({
      before: async (batch, third) => {
        if (batch === third) cluster.signalBroker(0, 'SIGSTOP');
      },
      over: async () => cluster.signalBroker(0, 'SIGCONT'),
    });

    /** Publishes everything while there is trouble, and gives what a group then got of each key. */
    const publishedMeanwhile = async (
      open: (topics: Topics) => Promise<Publisher>,
      { before, over }: Trouble,
      bring = published,
    ): Promise<Map<string, number[]>> => {
      const topics = sampleTopics(12, 3);
      await applyTopics(kafka, topics.declared());
      const publisher = await open(topics);
      const all = batches();
      for (const [n, batch] of all.entries()) {
        await before(n, Math.floor(all.length / 3));
        await bring(publisher, batch);
      }
      await publisher.close();
      await over();
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

    const ours = (patience?: Patience) => (topics: Topics) =>
      KafkaPublisher.open({ settings: cluster.addresses, topics, monotonic: systemMonotonic, patience });

    /** Tries until it is taken. */
    const persistently: typeof published = async (publisher, batch) => {
      const tried = () =>
        published(publisher, batch).then(
          () => true,
          () => false,
        );
      while (!(await tried()));
    };

    const missing = (seen: Map<string, number[]>): number =>
      MESSAGES - [...seen.values()].reduce((sum, revisions) => sum + new Set(revisions).size, 0);

    const expectAllInOrder = (seen: Map<string, number[]>): void => {
      expect(missing(seen)).toBe(0);
      const revisions = Array.from({ length: MESSAGES / KEYS }, (_, n) => n);
      for (const of of seen.values()) expect(of).toEqual(revisions);
    };

    it(
      'bring every message, in order of its key',
      async () => expectAllInOrder(await publishedMeanwhile(ours(), deaths())),
      5 * MINUTES,
    );

    it(
      'bring every message, in order of its key, also while one stands still, by trying again as a relay does',
      async () => {
        const patience = { sendMs: 5_000, answerMs: 1_000 };
        expectAllInOrder(await publishedMeanwhile(ours(patience), standstill(), persistently));
      },
      5 * MINUTES,
    );

    it(
      'lose messages of one send for many partitions: that is what the test is good for',
      async () => {
        const seen = await publishedMeanwhile((topics) => naivePublisher(kafka, topics), deaths());
        expect(missing(seen)).toBeGreaterThan(0);
      },
      5 * MINUTES,
    );
  },
);
