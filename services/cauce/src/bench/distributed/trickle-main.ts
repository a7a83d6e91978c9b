import { setTimeout as sleep } from 'node:timers/promises';
import { standard } from '@cauce/domain';
import { type Environment, openCoreOf } from './core-of.ts';
import { placeDebts, startDeciding } from './deciding.ts';

/** Debts that are placed one after the other, and taken as far as the gate. */
export interface Trickle {
  readonly env: Environment;
  /** Where their files are written. */
  readonly dir: string;
  readonly debts: number;
  /** How many others have placed before. */
  readonly before: number;
  /** Milliseconds between two of them. */
  readonly pauseMs: number;
}

process.on('message', async ({ env, dir, debts, before, pauseMs }: Trickle) => {
  const { core, close } = await openCoreOf(env);
  const deciding = await startDeciding(core, standard);
  for (let placed = 0; placed < debts; placed += 1) {
    await placeDebts(core, dir, { debts: 1, before: before + placed });
    await sleep(pauseMs);
  }
  await deciding.settle();
  await deciding.stop();
  await close();
  process.send?.({ placed: debts });
});
