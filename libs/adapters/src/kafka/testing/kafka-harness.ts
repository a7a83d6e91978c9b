import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore, Monotonic, ParkedMessages, Publisher } from '@cauce/ports';
import { type BusHarness, SampleStreams } from '@cauce/ports/contract';
import type { KafkaAddresses } from '@cauce/testing/servers';
import { openMemory } from '../../memory/index.ts';
import { hurriedMonotonic } from '../../shared/hurried-monotonic.ts';
import { kafkaClient } from '../client.ts';
import { KafkaBus } from '../kafka-bus.ts';
import { KafkaPublisher } from '../publisher.ts';
import { applyTopics } from '../topic-admin.ts';
import { Topics } from '../topics.ts';
import { cuttableSockets } from './cuttable-sockets.ts';

export const realMonotonic: Monotonic = {
  ms: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};

/** Topics of the suite's sample events, under names that nobody else uses. */
export const sampleTopics = (partitions = 3, replicas = 1): Topics =>
  new Topics({
    prefix: `test-${randomUUID().slice(0, 8)}.`,
    partitions,
    replicas,
    retentionDays: 1,
    channels: ['email', 'sms'],
    categories: new Map([
      ['SampleNoted', 'debt'],
      ['OtherNoted', 'debt'],
    ]),
  });

/** After how long a process counts as dead: the least that our own broker allows, or that any broker does. */
const sessionMs = ({ secure }: KafkaAddresses): number => (secure ? 1_000 : 6_000);

interface Stored {
  readonly store: EventStore;
  readonly parkedMessages: ParkedMessages;
}

/** One process: its connections and its bus. */
const processOver = async (addresses: KafkaAddresses, topics: Topics, stored: Stored, failures: string[]) => {
  const sockets = cuttableSockets();
  const overrides = { socketFactory: sockets.factory };
  const bus = await KafkaBus.open({
    ...stored,
    kafka: kafkaClient(addresses, undefined, overrides),
    topics,
    monotonic: realMonotonic,
    onFailure: (...said) => failures.push(said.join('|')),
    sessionMs: sessionMs(addresses),
  });
  return { bus, sockets };
};

/** A bus over a real broker, fed as a relay feeds it. */
export const kafkaHarness = async (
  addresses: KafkaAddresses,
): Promise<BusHarness & { readonly publisher: Publisher; end(): Promise<void> }> => {
  const topics = sampleTopics();
  const kafka = kafkaClient(addresses);
  await applyTopics(kafka, topics.declared());
  const publisher = await KafkaPublisher.open(kafka, topics);
  const memory = openMemory({ monotonic: hurriedMonotonic() });
  const streams = new SampleStreams();
  const failures: string[] = [];
  const start = () => processOver(addresses, topics, memory, failures);
  let running = await start();
  const dead: (typeof running)[] = [];
  return {
    get bus() {
      return running.bus;
    },
    failures,
    publisher,
    append: async (stream, count, type, data) => {
      const appended = await memory.store.append([streams.next(stream, count, data, type)]);
      if (!appended.ok) throw new Error(`${appended.conflict} moved`);
      await publisher.publish(appended.events);
    },
    reopen: async () => {
      await running.bus.close();
      running = await start();
    },
    die: async () => {
      running.sockets.cut();
      dead.push(running);
      running = await start();
    },
    end: async () => {
      await running.bus.close();
      // What is left of them would try for ever to reach the broker: it may, in order to end.
      for (const { bus, sockets } of dead) {
        sockets.mend();
        await bus.close();
      }
      await publisher.close();
      const admin = kafka.admin();
      await admin.connect();
      await admin.deleteTopics({ topics: topics.declared().map(({ name }) => name) });
      await admin.disconnect();
      await memory.close();
    },
  };
};
