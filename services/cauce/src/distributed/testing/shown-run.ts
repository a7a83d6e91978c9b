import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everythingIn } from '@cauce/adapters/kafka/testing';
import { Collector } from '@cauce/adapters/opentelemetry/testing';
import { Importer } from '@cauce/ingestion';
import { derivedId } from '@cauce/kernel';
import { askHost } from '../../api/client.ts';
import { adminKeyIn } from '../../principals/admin-key.ts';
import { play } from '../../simulate/run.ts';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { DrivenSystem } from '../driven-system.ts';
import { envOver, type Servers } from './profiles.ts';

const BEGIN = Temporal.Instant.from('2026-02-02T13:00:00Z');
const UNTIL = '2026-02-20T05:00:00.000Z';
/** Often enough that every gauge is read while there is something to read. */
const EVERY_MS = '500';

/**
 * Imports two debts through the API of all programs of the distributed profile, and lets some days pass, while a
 * collector listens; everything that the programs showed, printed and brought to Kafka.
 */
export const shownRun = async (place: string, servers: Servers) => {
  const dir = join(place, 'distributed');
  const file = join(place, 'book.csv');
  writeFileSync(file, bookOf([ZOILA, OTHER]));
  const collector = await Collector.start();
  const env: NodeJS.ProcessEnv = {
    ...envOver(servers),
    ...collector.env,
    OTEL_METRIC_EXPORT_INTERVAL: EVERY_MS,
  };
  const lines: string[] = [];
  const onLine = (_program: string, line: string): void => void lines.push(line);
  const system = await DrivenSystem.start({ dir, env, onLine, begin: BEGIN });
  try {
    const { core } = system.folder;
    const host = { api: await system.apiUrl(), key: adminKeyIn(dir) ?? '' };
    await askHost(host, 'import', { file, mapping: 'cauce' });
    const id = derivedId('nothing');
    const importer = new Importer(core, id, { actor: 'policy:test', causationId: id, correlationId: id });
    await play({ host: system, clock: system.clock, importer, rows: [], until: UNTIL });
    const taken = system.taken();
    await system.stop();
    const { spans, values, bodies } = collector;
    const kafka = await everythingIn({ brokers: servers.brokers }, String(env.CAUCE_KAFKA_PREFIX));
    return { spans, values, bodies, lines, kafka, taken };
  } finally {
    await system.close();
    await collector.close();
  }
};
