import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '@cauce/contracts';
import { caughtUp } from '@cauce/runtime';
import { type Bench, rounded } from '../figure.ts';
import type { Decided } from './decider-main.ts';
import { startProvider, taken } from './providers.ts';
import { Stage } from './stage.ts';

const BACKLOG = 5_000;
const FULL_BACKLOG = 100_000;
/** Mails that are measured, after some that warm up the programs. */
const [MAILS, WARMING] = [1_000, 100];
/** Milliseconds between two debts that are decided on: a trickle that the line keeps up with, and leaves processors idle. */
const PAUSE_MS = 200;
/** Milliseconds between two looks whether all mails are there. */
const LOOK_MS = 100;
const SHARED_MEMORY = '/dev/shm';
/** Room for the log of a backlog in full, which takes about 2.5 GB. */
const LOG_BYTES = 4 * 1024 ** 3;
const PROGRAM = fileURLToPath(new URL('./decider-main.js', import.meta.url));
/** What the provider of short messages takes. */
const SMS_PER_SECOND = 5;

/**
 * Places debts and takes them as far as the gate in a process of its own, which ends thereafter: whoever looks at the
 * time does nothing else, and has no garbage of it to collect.
 */
const decide = (stage: Stage, which: Omit<Decided, 'env' | 'dir'>): Promise<unknown> =>
  stage.fork<Decided, unknown>(PROGRAM).ask({ env: stage.env, dir: stage.dir, ...which });

/** Milliseconds from the clearing of each mail to its acceptance by the provider, as the log tells both. */
const mailLatencies = async (stage: Stage, before: number): Promise<number[]> => {
  const { store } = stage.core;
  const cleared = new Map<unknown, number>();
  const latencies: number[] = [];
  const watch = store.subscribe(
    { after: await store.end(), categories: ['contact'] },
    async (events: readonly RecordedEvent[]) => {
      for (const { type, data } of events) {
        const { contactId, channel } = data as { contactId?: string; channel?: string };
        if (type === 'ContactCleared' && channel === 'email') cleared.set(contactId, performance.now());
        const since = type === 'AttemptAccepted' ? cleared.get(contactId) : undefined;
        if (since !== undefined) latencies.push(performance.now() - since);
      }
    },
  );
  try {
    await decide(stage, { channel: 'email', debts: WARMING + MAILS, before, pauseMs: PAUSE_MS });
    while (latencies.length < WARMING + MAILS) await sleep(LOOK_MS);
    return latencies.slice(WARMING);
  } finally {
    await watch.close();
  }
};

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

/**
 * The folder for the log of a backlog in full: in memory, if Linux has room for it there (containers often have not), else
 * on the disk, which the double then shares with Kafka.
 */
const folderOfLog = async (): Promise<string> => {
  const free = await statfs(SHARED_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free < LOG_BYTES ? tmpdir() : SHARED_MEMORY;
};

/** The latencies of a trickle of mail beside so many short messages that wait for a throttled provider. */
const beside = (backlog: number, logUnder: string | null) =>
  Stage.over((stage) => mailBeside(stage, backlog), { logUnder });

const mailBeside = async (stage: Stage, backlog: number) => {
  if (backlog > 0) await decide(stage, { channel: 'sms', debts: backlog, before: 0, pauseMs: 0 });
  const email = await startProvider(stage, 'email');
  const sms = await startProvider(stage, 'sms', { perSecond: SMS_PER_SECOND });
  try {
    await stage.startPrograms([
      { name: 'ingestion', service: 'ingestion' },
      { name: 'outbound-email', service: 'outbound-channel', env: email.env },
      {
        name: 'outbound-sms',
        service: 'outbound-channel',
        env: { ...sms.env, CAUCE_SMS_PER_SECOND: String(SMS_PER_SECOND) },
      },
    ]);
    // What came before the measurement was brought to the bus long ago, in a system that runs.
    await caughtUp({ ...stage.core, parts: 1 });
    if (backlog > 0) await taken(sms.mailbox, SMS_PER_SECOND);
    const latencies = await mailLatencies(stage, backlog);
    if (backlog > 0 && sms.mailbox.count() >= backlog)
      throw new Error('the backlog of short messages was over before the mail was');
    return { latencies, waiting: backlog - sms.mailbox.count() };
  } finally {
    await stage.stopPrograms();
    await Promise.all([email.close(), sms.close()]);
  }
};

/** How late mail is while short messages wait for a throttled provider, beside the same system without those. */
export const isolationBench: Bench = async ({
  full,
  rows: backlog = full ? FULL_BACKLOG : BACKLOG,
  tell,
}) => {
  // A backlog in full is too long for one heap; what it is compared with keeps its log where it does.
  const logUnder = backlog < FULL_BACKLOG ? null : await folderOfLog();
  const without = await beside(0, logUnder);
  tell(`measured without a backlog; now ${backlog} short messages are placed and cleared`);
  const within = await beside(backlog, logUnder);
  const [base, late] = [without, within].map(({ latencies }) => percentile(latencies, 0.99));
  return {
    name: 'isolation',
    value: rounded(late ?? Number.NaN),
    unit: 'ms from cleared to accepted, 99 of 100 mails',
    baseline: rounded(base ?? Number.NaN),
    ratio: rounded((late ?? Number.NaN) / (base ?? Number.NaN)),
    target: '≤ 1.2 × the same without a backlog',
    mails: MAILS,
    backlog,
    backlogLeft: within.waiting,
    medianMs: rounded(percentile(within.latencies, 0.5)),
    medianMsWithout: rounded(percentile(without.latencies, 0.5)),
  };
};
