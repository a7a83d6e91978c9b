import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@cauce/kernel';
import { type CrashPlan, type Kill, runChild } from './child.ts';
import { breaches, type EndState, endStateOf } from './end-state.ts';

export interface CrashRequest {
  readonly kills: number;
  readonly seed: number;
  readonly debtors: number;
  readonly days: number;
  /** Strategy that the sample is worked by. */
  readonly strategy: string;
  /** Folder under which both runs are made; theirs are removed when nothing was found. */
  readonly dir: string;
  readonly onProgress?: (words: string) => void;
}

export interface CrashReport {
  readonly kills: number;
  readonly calm: EndState;
  readonly disturbed: EndState;
  readonly breaches: readonly string[];
}

/** Numbers from 0 to 1 that a seed decides (splitmix32). */
const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
};

const FEWEST_SENDS = 1;
const MOST_SENDS = 6;

/**
 * Kills spread over what is played, in order: one in ten while the process starts, one in three right after the
 * provider took a message, the others some milliseconds after an instant was played.
 */
const killsOf = (count: number, seed: number): Kill[] => {
  const next = numbers(seed);
  const shares = Array.from({ length: count }, () => next()).sort((a, b) => a - b);
  return shares.map((atShare) => {
    const kind = next();
    if (kind < 0.1) return { afterStartMs: next() * 1_500 };
    if (kind < 0.43) return { afterSends: FEWEST_SENDS + Math.floor(next() * MOST_SENDS) };
    return { atShare, afterMs: next() * 40 };
  });
};

/** Plays one plan undisturbed and once under kills, and compares how they end. */
export const rehearse = async (request: CrashRequest): Promise<CrashReport> => {
  const { kills, seed, debtors, days, strategy, dir, onProgress = () => {} } = request;
  const plan: CrashPlan = { debtors, days, seed, until: '2026-06-10T15:00:00.000Z', strategy };
  const folders = { calm: join(dir, 'calm'), disturbed: join(dir, 'disturbed') };
  const remove = async (): Promise<void> => {
    for (const folder of Object.values(folders)) {
      await rm(folder, { recursive: true, force: true });
      await rm(`${folder}.ledger`, { force: true });
    }
  };
  await remove();
  for (const folder of Object.values(folders)) {
    // The same secret gives both the same ids.
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'installation.secret'), `${sha256(`crash ${seed}`)}\n`, { mode: 0o600 });
  }
  await runChild(folders.calm, plan, null);
  onProgress('the undisturbed run has ended');
  let struck = 0;
  for (const kill of killsOf(kills, seed)) {
    if ((await runChild(folders.disturbed, plan, kill)) === 'finished') break;
    struck += 1;
    onProgress(`killed ${struck} of ${kills}`);
  }
  await runChild(folders.disturbed, plan, null);
  const calm = await endStateOf(folders.calm);
  const disturbed = await endStateOf(folders.disturbed);
  const found = breaches(calm, disturbed);
  if (found.length === 0) await remove();
  return { kills: struck, calm, disturbed, breaches: found };
};
