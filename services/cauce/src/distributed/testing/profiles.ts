import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openSmsMailbox } from '@cauce/adapters/smpp';
import { openMailbox } from '@cauce/adapters/smtp';
import { UnavailableError } from '@cauce/ports';
import { Reporting } from '@cauce/reporting';
import { VirtualClock } from '@cauce/runtime';
import { askHost } from '../../api/client.ts';
import { endStateOf, stateOf } from '../../crash/end-state.ts';
import { openFolder } from '../../host/folder.ts';
import { startHost } from '../../host/host.ts';
import { adminKeyIn } from '../../principals/admin-key.ts';
import { beginSample, playSample, sampleStart } from '../../sample/play-sample.ts';
import { DrivenSystem } from '../driven-system.ts';

const SECRET = '5a'.repeat(32);
/** The portfolio and the week that both profiles play. */
const plan = { seed: 7, debtors: 20, days: 7, until: '2026-03-08T05:00:00.000Z' };
const begin = (): Temporal.Instant => Temporal.Instant.from(sampleStart(plan));
const QUESTION = { asOf: '2026-03-07' };

/** Plays the portfolio in one process on a folder; how it ends, and what it answers. */
export const playEmbedded = async (place: string) => {
  const dir = join(place, 'embedded');
  process.env.CAUCE_SECRET = SECRET;
  const clock = new VirtualClock(begin());
  const folder = await openFolder({ dir, clock });
  await beginSample(folder.core, clock, plan);
  const host = await startHost(folder);
  await playSample(host, clock, plan);
  const answers = await host.reporting.ageing(QUESTION);
  await host.stop();
  await folder.close();
  return { state: await endStateOf(dir), answers };
};

export interface Servers {
  readonly eventStore: string;
  readonly brokers: readonly string[];
  readonly mongo: string;
}

/** The settings of a system over these servers, by names that nobody else uses. */
export const envOver = ({ eventStore, brokers, mongo }: Servers): NodeJS.ProcessEnv => {
  const name = `test-${randomUUID().slice(0, 8)}`;
  return {
    CAUCE_PROFILE: 'distributed',
    CAUCE_CLOCK: 'shared',
    CAUCE_SECRET: SECRET,
    CAUCE_MASTER_KEY: 'a5'.repeat(32),
    CAUCE_EVENTSTORE_URL: eventStore,
    CAUCE_KAFKA_BROKERS: brokers.join(','),
    CAUCE_KAFKA_PREFIX: `${name}.`,
    CAUCE_KAFKA_PARTITIONS: '4',
    CAUCE_KAFKA_REPLICAS: '1',
    CAUCE_MONGO_URL: mongo,
    CAUCE_MONGO_DATABASE: name,
  };
};

const endOf = async (dir: string, { folder: { core }, clock }: DrivenSystem) => {
  const reporting = new Reporting(core);
  const mailboxes = [openMailbox({ dir, clock }), openSmsMailbox({ dir, clock })];
  try {
    await reporting.start();
    await reporting.caughtUp();
    return await stateOf(core, reporting, mailboxes);
  } finally {
    for (const mailbox of mailboxes) mailbox.close();
    await reporting.close();
  }
};

/** Plays on from where it stopped for a server that was away longer than this process would wait. */
const playOn = async (system: DrivenSystem): Promise<void> => {
  for (;;) {
    try {
      return await playSample(system, system.clock, plan);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      await system.ready();
    }
  }
};

/**
 * Plays the same portfolio through all programs of the distributed profile, while something may happen to them; how it
 * ends, what the API answers, how each program ended, and the keys that stood still.
 */
export const playDistributed = async (
  place: string,
  servers: Servers,
  meanwhile: (system: DrivenSystem) => Promise<void> = async () => {},
) => {
  const dir = join(place, 'distributed');
  const parked: string[] = [];
  const system = await DrivenSystem.start({
    dir,
    env: envOver(servers),
    onLine: (program, line) => {
      if (line.includes('stands still')) parked.push(`${program}: ${line}`);
    },
    begin: begin(),
    prepare: ({ folder }, clock) => beginSample(folder.core, clock, plan),
  });
  try {
    await Promise.all([playOn(system), meanwhile(system)]);
    const host = { api: await system.apiUrl(), key: adminKeyIn(dir) ?? '' };
    const answers = await askHost(host, 'report-ageing', QUESTION);
    const codes = await system.stop();
    return { state: await endOf(dir, system), answers, codes, parked };
  } finally {
    await system.close();
  }
};
