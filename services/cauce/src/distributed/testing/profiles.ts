import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSmsMailbox } from '@cauce/adapters/smpp';
import { openMailbox } from '@cauce/adapters/smtp';
import type { RecordedEvent } from '@cauce/contracts';
import { type Strategy, standard } from '@cauce/domain';
import { type EventStore, UnavailableError } from '@cauce/ports';
import { logPages, Reporting } from '@cauce/reporting';
import { VirtualClock } from '@cauce/runtime';
import { askHost, type HostAddress } from '../../api/client.ts';
import { endStateOf, stateOf } from '../../crash/end-state.ts';
import { openFolder } from '../../host/folder.ts';
import { startHost } from '../../host/host.ts';
import { useStrategy } from '../../host/strategy.ts';
import { adminKeyIn } from '../../principals/admin-key.ts';
import { beginSample, playSample, type SamplePlan, sampleStart } from '../../sample/play-sample.ts';
import type { Line } from '../../simulate/run.ts';
import { type DrivenOptions, DrivenSystem } from '../driven-system.ts';

const SECRET = '5a'.repeat(32);

/** What both profiles play. */
export interface Play extends SamplePlan {
  /** By which the portfolio is worked. */
  readonly strategy: Strategy;
}

/** A small portfolio, and a week. */
export const WEEK: Play = {
  seed: 7,
  debtors: 20,
  days: 7,
  until: '2026-03-08T05:00:00.000Z',
  strategy: standard,
};
const QUESTION = { asOf: '2026-03-07' };

const beginOf = (plan: Play): Temporal.Instant => Temporal.Instant.from(sampleStart(plan));

/** Everything on a log. */
export const eventsOf = async (store: Pick<EventStore, 'readAll'>): Promise<readonly RecordedEvent[]> =>
  (await Array.fromAsync(logPages(store))).flat();

/** Plays a portfolio in one process on a folder; how it ends, what it answers, and its log. */
export const playEmbedded = async (place: string, plan: Play = WEEK) => {
  const dir = join(place, 'embedded');
  process.env.CAUCE_SECRET = SECRET;
  const clock = new VirtualClock(beginOf(plan));
  const folder = await openFolder({ dir, clock });
  await beginSample(folder.core, clock, plan);
  await useStrategy(folder.core, plan.strategy);
  const host = await startHost(folder);
  await playSample(host, clock, plan);
  const answers = await host.reporting.ageing(QUESTION);
  const events = await eventsOf(folder.core.store);
  await host.stop();
  await folder.close();
  return { state: await endStateOf(dir), answers, events };
};

export interface Servers {
  readonly eventStore: string;
  readonly brokers: readonly string[];
  readonly mongo: string;
}

/** The settings of a system over these servers, by names that nobody else uses. */
export const envOver = (
  { eventStore, brokers, mongo }: Servers,
  { strategy }: Pick<Play, 'strategy'> = WEEK,
): NodeJS.ProcessEnv => {
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
    CAUCE_KAFKA_REPLICAS: String(brokers.length),
    CAUCE_MONGO_URL: mongo,
    CAUCE_MONGO_DATABASE: name,
    CAUCE_STRATEGY: strategy.name,
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

/** What else may be said of a play through the programs. */
export interface Staging extends Pick<DrivenOptions, 'replicas' | 'route'> {
  readonly plan?: Play;
  readonly env?: NodeJS.ProcessEnv;
  /** What happens meanwhile; `played` resolves when everything has been played. */
  readonly meanwhile?: (system: DrivenSystem, played: Promise<void>) => Promise<void>;
  /** Asks the API something when everything has been played. */
  readonly afterwards?: (host: HostAddress) => Promise<void>;
  /** Asked before time goes on: whether something has happened since that is to be waited for. */
  readonly disturbed?: () => Promise<boolean>;
}

/** Plays on from where it stopped for a server that was away longer than this process would wait. */
const playOn = async (system: DrivenSystem, { plan = WEEK, disturbed }: Staging): Promise<void> => {
  const line: Line = {
    folder: system.folder,
    settle: async () => {
      do await system.settle();
      while (await disturbed?.());
    },
  };
  for (;;) {
    try {
      return await playSample(line, system.clock, plan);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      await system.ready();
    }
  }
};

/**
 * Plays the same portfolio through all programs of the distributed profile, while something may happen to them; how it
 * ends, what the API answers, its log, how each program ended, and the keys that stood still.
 */
export const playDistributed = async (place: string, servers: Servers, staging: Staging = {}) => {
  const { plan = WEEK, env, meanwhile = async () => {}, replicas = {}, route } = staging;
  const dir = join(place, 'distributed');
  const parked: string[] = [];
  const system = await DrivenSystem.start({
    dir,
    env: { ...envOver(servers, plan), ...env },
    replicas,
    ...(route ? { route } : {}),
    onLine: (program, line) => {
      appendFileSync(join(place, 'programs.log'), `${program} ${line}\n`);
      if (line.includes('stands still')) parked.push(`${program}: ${line}`);
    },
    begin: beginOf(plan),
    prepare: ({ folder }, clock) => beginSample(folder.core, clock, plan),
  });
  try {
    const played = playOn(system, staging);
    await Promise.all([played, meanwhile(system, played)]);
    await system.settle();
    const host = { api: await system.apiUrl(), key: adminKeyIn(dir) ?? '' };
    const answers = await askHost(host, 'report-ageing', QUESTION);
    await staging.afterwards?.(host);
    const codes = await system.stop();
    const events = await eventsOf(system.folder.core.store);
    return { state: await endOf(dir, system), answers, events, codes, parked };
  } finally {
    await system.close();
  }
};
