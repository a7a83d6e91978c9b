import type { MessageBus } from '@cauce/ports';
import { appended, type BusHarness, SampleStreams } from '@cauce/ports/contract';
import type { KafkaAddresses } from '@cauce/testing/servers';
import type { Kafka } from 'kafkajs';
import { openMemory } from '../../memory/index.ts';
import { hurriedMonotonic } from '../../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../../shared/system-monotonic.ts';
import { type KafkaSettings, kafkaClient } from '../client.ts';
import { KafkaBus } from '../kafka-bus.ts';
import { KafkaPublisher } from '../publisher.ts';
import { applyTopics } from '../topic-admin.ts';
import type { Topics } from '../topics.ts';
import type { BusMutant } from './bus-mutants.ts';
import { cuttableSockets } from './cuttable-sockets.ts';
import { published } from './published.ts';
import { sampleTopics } from './sample-topics.ts';

/**
 * After how long a process counts as dead: as soon as is safe on a machine whose every processor is busy, where a sign of
 * life comes late, or the least that any broker allows.
 */
export const sessionMs = ({ secure }: Pick<KafkaAddresses, 'secure'>): number => (secure ? 3_000 : 6_000);

/** One process of a group: its bus, and its way to die. */
export interface BusProcess {
  readonly bus: MessageBus;
  /** Cuts its connections for good, as its death does. */
  die(): void;
}

export interface KafkaHarness extends BusHarness {
  readonly kafka: Kafka;
  readonly topics: Topics;
  /** Starts another process over what is stored; its client may be changed. */
  start(changed?: (kafka: Kafka) => Kafka): Promise<BusProcess>;
  end(): Promise<void>;
}

/** A bus over a real broker, fed as a relay feeds it. */
export const kafkaHarness = async (
  settings: KafkaSettings,
  session: number,
  { publishing = (publisher) => publisher, consuming = (consumer) => consumer }: BusMutant = {},
): Promise<KafkaHarness> => {
  const topics = sampleTopics();
  const kafka = kafkaClient(settings);
  await applyTopics(kafka, topics.declared());
  const real = await KafkaPublisher.open({ settings, topics, monotonic: systemMonotonic });
  const publisher = publishing(real);
  const memory = openMemory({ monotonic: hurriedMonotonic() });
  const streams = new SampleStreams();
  const failures: string[] = [];
  const started: { bus: KafkaBus; mend(): void }[] = [];
  const start: KafkaHarness['start'] = async (changed = (kafka) => kafka) => {
    const { factory, cut, mend } = cuttableSockets();
    const bus = await KafkaBus.open({
      ...memory,
      kafka: changed(kafkaClient(settings, undefined, { socketFactory: factory })),
      topics,
      monotonic: systemMonotonic,
      onFailure: (group, key, reason) => failures.push([group, key, reason].join('|')),
      sessionMs: session,
    });
    started.push({ bus, mend });
    const consume: MessageBus['consume'] = (consumer) => bus.consume(consuming(consumer));
    return { bus: Object.assign(Object.create(bus), { consume }), die: cut };
  };
  let running = await start();
  return {
    get bus() {
      return running.bus;
    },
    kafka,
    topics,
    failures,
    start,
    append: async (stream, count, type, data) => {
      await published(publisher, await appended(memory.store, streams.next(stream, count, data, type)));
    },
    reopen: async () => {
      await running.bus.close();
      running = await start();
    },
    die: async () => {
      running.die();
      running = await start();
    },
    end: async () => {
      for (const { bus, mend } of started.reverse()) {
        // What is left of a dead process would try for ever to reach the broker: it may, in order to end.
        mend();
        await bus.close();
      }
      await real.close();
      const admin = kafka.admin();
      await admin.connect();
      await admin.deleteTopics({ topics: topics.declared().map(({ name }) => name) });
      await admin.disconnect();
      await memory.close();
    },
  };
};
