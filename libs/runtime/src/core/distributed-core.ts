import { EventStoreDbEventStore } from '@cauce/adapters/eventstoredb';
import { KafkaBus, KafkaPublisher, type Lag, type OnFailure, pingKafka } from '@cauce/adapters/kafka';
import { type MongoSettings, openMongo } from '@cauce/adapters/mongodb';
import {
  type Clock,
  type LogFeed,
  type Monotonic,
  noTelemetry,
  type Publisher,
  type Reading,
  type Telemetry,
} from '@cauce/ports';
import type { CoreConfig } from '../config/index.ts';
import { kafkaOf } from '../kafka/kafka-of.ts';
import { EventLog } from '../log/event-log.ts';
import { Sealer } from '../log/sealer.ts';
import { shownPorts } from '../telemetry/shown-ports.ts';
import type { Core } from './core.ts';
import { Ids } from './ids.ts';
import { LogLedger } from './log-ledger.ts';
import type { Probe } from './probe.ts';

/** For how long a look at configuration counts: a replica decides on what another process changed no later than then. */
const LOOK_MS = 200;

export interface DistributedOptions {
  readonly clock: Clock;
  readonly monotonic: Monotonic;
  /** Told when a key parks itself, or a timer's work fails. */
  readonly onFailure: OnFailure;
  /** Told of troubles with Kafka that its client goes on from by itself. */
  readonly tell: (problem: string) => void;
  readonly telemetry?: Telemetry;
}

export interface DistributedCore {
  readonly core: Core;
  /** What it stands on. */
  readonly probes: readonly Probe[];
  /** The log as a relay reads it. */
  readonly feed: LogFeed;
  /** A way onto the bus, for a relay; whoever opens it closes it. */
  openPublisher(): Promise<Publisher>;
  /** Consumers first, which still need the stores; those last. */
  close(): Promise<void>;
}

/** Where the database is, and how one gets in. */
export const mongoSettingsOf = ({ mongo }: Pick<CoreConfig, 'mongo'>): MongoSettings => {
  const { url, database, username, password, tls, tlsCaFile: caFile, tlsKeyFile } = mongo;
  return {
    url,
    database,
    ...(username && password ? { credentials: { username, password } } : {}),
    ...(tls
      ? {
          tls: { ...(caFile ? { caFile } : {}), ...(tlsKeyFile ? { certificateKeyFile: tlsKeyFile } : {}) },
        }
      : {}),
  };
};

const openStores = async (config: CoreConfig, monotonic: Monotonic) => {
  const { eventStore, installation } = config;
  const store = await EventStoreDbEventStore.open({ ...eventStore, monotonic });
  try {
    const ports = await openMongo({
      ...mongoSettingsOf(config),
      monotonic,
      masterKey: { digits: Buffer.from(installation.masterKey).toString('hex') },
    });
    const close = async (): Promise<void> => {
      await ports.close();
      await store.close();
    };
    return { ...ports, store, close };
  } catch (error) {
    await store.close();
    throw error;
  }
};

const lagReading = ({ group, topic, messages }: Lag): Reading => ({
  value: messages,
  attributes: { 'messaging.consumer.group.name': group, 'messaging.destination.name': topic },
});

/** The core of the distributed profile. Throws where one of the servers does not answer. */
export const openDistributedCore = async (
  config: CoreConfig,
  { clock, monotonic, onFailure, tell, telemetry = noTelemetry }: DistributedOptions,
): Promise<DistributedCore> => {
  const {
    close: closeStores,
    parkedMessages,
    keyVault: vault,
    ...ports
  } = await openStores(config, monotonic);
  const { store, checkpoints } = ports;
  const { settings, kafka, topics, sessionMs } = kafkaOf(config.kafka, tell);
  try {
    const bus = await KafkaBus.open({
      kafka,
      topics,
      sessionMs,
      store,
      parkedMessages,
      monotonic,
      onFailure,
    });
    const shown = shownPorts({ ...ports, telemetry, system: 'eventstoredb' });
    const looks = { forMs: LOOK_MS, monotonic };
    const log = new EventLog(shown.store, new Sealer(vault), clock, { telemetry, looks });
    const ledger = new LogLedger(store, log);
    const ids = new Ids(config.installation.secret);
    telemetry.gauge('cauce.consumer.lag', async () => (await bus.lag()).map(lagReading));
    return {
      core: { ...ports, ...shown, vault, bus, log, ledger, ids, clock, monotonic, telemetry, alone: false },
      probes: [
        { name: 'event store', ask: () => store.end() },
        { name: 'MongoDB', ask: () => checkpoints.get('') },
        { name: 'Kafka', ask: () => pingKafka(settings) },
      ],
      feed: store,
      openPublisher: () => KafkaPublisher.open({ settings, topics, monotonic, telemetry }),
      close: async () => {
        await bus.close();
        await closeStores();
      },
    };
  } catch (error) {
    await closeStores();
    throw error;
  }
};
