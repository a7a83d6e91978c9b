import { type InstantText, instantText } from '@cauce/kernel';
import { type Core, savedNow, saveNow, VirtualClock } from '@cauce/runtime';
import type { Folder } from '../host/folder.ts';
import { type Host, startHost } from '../host/host.ts';
import {
  beginSample,
  playSample,
  type SamplePlan,
  sampleOf,
  unfinishedSample,
} from '../sample/play-sample.ts';
import type { LiveClock } from './live-clock.ts';
import { liveUntil } from './live-until.ts';

/** The folder's business time is ahead of the machine's. */
export class AheadOfTimeError extends Error {
  readonly code = 'AHEAD_OF_TIME';

  constructor(reached: InstantText, now: InstantText, how: string) {
    super(
      `${how} has brought the time of this folder to ${reached}, and the machine's is ${now}: ` +
        'it can go live from then on, or another folder now (--data DIR)',
    );
    this.name = 'AheadOfTimeError';
  }
}

/** A machine's clock may be set right by so much between two starts; no stream goes back in time by it. */
const TOLERANCE = { minutes: 1 };

/** Throws AheadOfTimeError where the folder's time is ahead: what is written now would be older than what is there. */
const checkTime = async (core: Core, leftAt: InstantText | null): Promise<void> => {
  const now = instantText(core.clock.now());
  if (leftAt !== null && leftAt > now) throw new AheadOfTimeError(leftAt, now, 'a simulation');
  const lived = await liveUntil(core);
  if (lived !== null && lived > instantText(core.clock.now().add(TOLERANCE)))
    throw new AheadOfTimeError(lived, now, 'the clock of a machine');
};

/** How a folder came to be live. */
export interface Started {
  readonly host: Host;
  /** `sample`: it was new; `simulation`: it goes on from the end of one; `live`: from where it was. */
  readonly from: 'sample' | 'simulation' | 'live';
  /** Whether what the folder holds is the sample, and what came after it. */
  readonly holdsSample: boolean;
  /** Business time at which the folder was left; null for one that was live or new. */
  readonly leftAt: InstantText | null;
}

/** Checkpoint that says of a folder that it began with the sample. */
const BEGAN_WITH_SAMPLE = 'began-with-sample';

const isNew = async ({ store }: Core): Promise<boolean> => {
  for await (const _ of store.streams('portfolio')) return false;
  return true;
};

/** What is played before the folder goes live: the sample of a new folder, or the rest of one that was broken off. */
const sampleFor = async (core: Core): Promise<SamplePlan | null> => {
  const brokenOff = await unfinishedSample(core);
  if (brokenOff) return brokenOff;
  return (await savedNow(core)) === null && (await isNew(core))
    ? sampleOf(instantText(core.clock.now()))
    : null;
};

const play = async (
  folder: Folder,
  clock: LiveClock,
  wanted: SamplePlan,
  onProgress: (share: number) => void,
) => {
  const virtual = new VirtualClock(Temporal.Instant.fromEpochMilliseconds(0));
  const plan = await beginSample(folder.core, virtual, wanted);
  clock.follow(virtual);
  const host = await startHost(folder);
  try {
    await playSample(host, virtual, plan, onProgress);
  } catch (error) {
    await host.stop();
    throw error;
  }
  return host;
};

/**
 * Starts the services of a folder and lets its business time be the machine's from here on; a folder without any
 * portfolio plays the sample first. Throws AheadOfTimeError.
 */
export const goLive = async (
  folder: Folder,
  clock: LiveClock,
  onProgress: (share: number) => void,
): Promise<Started> => {
  const { core } = folder;
  const plan = await sampleFor(core);
  const leftAt = await savedNow(core);
  await checkTime(core, leftAt);
  if (plan) await core.checkpoints.set(BEGAN_WITH_SAMPLE, 'yes', null);
  const sample = plan && (await play(folder, clock, plan, onProgress));
  clock.goLive();
  await saveNow(core, '');
  const holdsSample = (await core.checkpoints.get(BEGAN_WITH_SAMPLE)) !== null;
  const host = sample ?? (await startHost(folder));
  return { host, leftAt, holdsSample, from: sample ? 'sample' : leftAt === null ? 'live' : 'simulation' };
};
