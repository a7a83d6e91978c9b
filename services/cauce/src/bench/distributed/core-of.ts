import { configOf, SystemMonotonic, VirtualClock } from '@cauce/runtime';
import { type DistributedCore, openDistributedCore } from '@cauce/runtime/distributed';
import { BENCH_NOW } from '../debts-file.ts';

/** Settings of programs. */
export type Environment = Readonly<Record<string, string | undefined>>;

export const tell = (problem: string): void => void process.stderr.write(`${problem}\n`);

export const onFailure = (group: string, key: string, reason: string): void =>
  tell(`${group} parked ${key}: ${reason}`);

/** Clocks of a bench: business time stands still. */
export const benchClocks = () => ({
  clock: new VirtualClock(Temporal.Instant.from(BENCH_NOW)),
  monotonic: new SystemMonotonic(),
});

/** What the programs of the distributed profile stand on, for a bench. */
export const openCoreOf = (env: Environment, clocks = benchClocks()): Promise<DistributedCore> =>
  openDistributedCore(configOf('scoring', env), { ...clocks, onFailure, tell });
