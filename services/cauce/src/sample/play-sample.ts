import { debt } from '@cauce/domain';
import { Importer } from '@cauce/ingestion';
import { derivedId, type InstantText, instantAt, msOf } from '@cauce/kernel';
import { type Cause, type Core, savedNow, type VirtualClock } from '@cauce/runtime';
import { type Line, play } from '../simulate/run.ts';
import { generateSample, type Sample, type SampleRecall, type SampleRequest } from './generate.ts';
import { recallAt, stageSample } from './staging.ts';

/** Which sample is played, and up to when: the present of the machine when it was begun. */
export interface SamplePlan extends Pick<SampleRequest, 'seed' | 'debtors' | 'days'> {
  readonly until: InstantText;
}

/** The sample of a first start. */
export const sampleOf = (until: InstantText): SamplePlan => ({ seed: 1, debtors: 2_000, days: 60, until });

/** Checkpoint that holds the plan of a sample while it is being played. */
const PLAN = 'sample';

const requestOf = ({ until, ...plan }: SamplePlan): SampleRequest => ({ ...plan, today: until.slice(0, 10) });

/** Business time at which a sample begins. */
export const sampleStart = (plan: SamplePlan): InstantText => {
  const { from } = generateSample({ ...requestOf(plan), debtors: 0 });
  return instantAt(from, '00:00', 'UTC');
};

/** The sample that an earlier start broke off; null where none was begun, or it was played to its end. */
export const unfinishedSample = async (core: Pick<Core, 'checkpoints'>): Promise<SamplePlan | null> => {
  const text = await core.checkpoints.get(PLAN);
  return text ? (JSON.parse(text) as SamplePlan) : null;
};

const keepPlan = async ({ checkpoints }: Pick<Core, 'checkpoints'>, text: string): Promise<void> => {
  await checkpoints.set(PLAN, text, await checkpoints.get(PLAN));
};

/**
 * Prepares an opened folder, before its services start: gives the plan of a sample that was broken off, else the
 * wanted one, and moves the clock to where that sample begins or was left.
 */
export const beginSample = async (
  core: Pick<Core, 'checkpoints'>,
  clock: VirtualClock,
  wanted: SamplePlan,
): Promise<SamplePlan> => {
  const unfinished = await unfinishedSample(core);
  const plan = unfinished ?? wanted;
  if (!unfinished) await keepPlan(core, JSON.stringify(plan));
  await clock.moveTo(Temporal.Instant.from((await savedNow(core)) ?? sampleStart(plan)));
  return plan;
};

/**
 * Plays a prepared sample through the line in business time. `onProgress` hears the share of the time that is played,
 * from 0 to 1.
 */
export const playSample = async (
  host: Line,
  clock: VirtualClock,
  plan: SamplePlan,
  onProgress: (share: number) => void = () => {},
): Promise<void> => {
  const { core } = host.folder;
  const sample = generateSample(requestOf(plan));
  const importId = derivedId('sample', plan.seed, plan.debtors, plan.days, plan.until);
  const cause: Cause = { actor: 'policy:sample', causationId: importId, correlationId: importId };
  const importer = new Importer(core, importId, cause);
  const done = (await savedNow(core)) ?? '';
  // The instant that was written down may be half played: its rows come again, and change nothing twice.
  const rows = stageSample(sample, plan.until).filter(({ at }) => at >= done);
  const [start, end] = [msOf(sampleStart(plan)), msOf(plan.until)];
  const tell = (now: InstantText): void => onProgress((msOf(now) - start) / (end - start));
  let next = 0;
  for (const { at, recalls } of stopsOf(sample, done, plan.until)) {
    const first = next;
    while (next < rows.length && (rows[next]?.at ?? '') <= at) next += 1;
    await play({ host, clock, importer, rows: rows.slice(first, next), until: at, onProgress: tell });
    for (const one of recalls) await recall(core, one, cause);
  }
  await host.settle();
  await keepPlan(core, '');
};

interface Stop {
  readonly at: InstantText;
  readonly recalls: readonly SampleRecall[];
}

/** Where the sample stops for a recall, and its end. */
const stopsOf = ({ recalls }: Sample, done: InstantText, until: InstantText): readonly Stop[] => {
  const byInstant = Map.groupBy(recalls, ({ on }) => recallAt(on));
  const stops = [...byInstant].map(([at, those]): Stop => ({ at, recalls: those }));
  return [...stops.filter(({ at }) => at >= done && at < until), { at: until, recalls: [] }].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
};

const recall = async (core: Core, { debt: row }: SampleRecall, cause: Cause): Promise<void> => {
  const { creditor, code } = row.portfolio;
  const debtId = core.ids.debt(core.ids.creditor(creditor), code, row.obligation, row.instalment);
  await core.log.transact(cause, (unit) => unit.execute(debt, debtId, { kind: 'end', reason: 'recalled' }));
};
