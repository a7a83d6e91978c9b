import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@cauce/contracts';
import { standard } from '@cauce/domain';
import type { EventStore } from '@cauce/ports';
import { type Environment, openCoreOf } from './core-of.ts';
import { placeDebts, startDeciding } from './deciding.ts';

/** Debts that are placed, and then taken as far as the gate one after the other. */
export interface Trickle {
  readonly env: Environment;
  /** Where their file is written. */
  readonly dir: string;
  readonly debts: number;
  /** How many others have placed before. */
  readonly before: number;
  /** Milliseconds between two of them. */
  readonly pauseMs: number;
}

/** A store whose followers get event by event, and wait before each contact that was asked for, and so before a decision. */
const paced = (store: EventStore, pauseMs: number): EventStore => {
  const subscribe: EventStore['subscribe'] = (options, deliver) =>
    store.subscribe(options, async (events: readonly RecordedEvent[]) => {
      for (const event of events) {
        if (event.type === 'ContactRequested') await sleep(pauseMs);
        await deliver([event]);
      }
    });
  return new Proxy(store, {
    get(target, name) {
      if (name === 'subscribe') return subscribe;
      const part = Reflect.get(target, name, target);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });
};

process.on('message', async ({ env, dir, debts, before, pauseMs }: Trickle) => {
  const { core, close } = await openCoreOf(env);
  // All at once, and before: an import of one debt takes more of the machine than all that is measured.
  await placeDebts(core, dir, { debts, before });
  const deciding = await startDeciding({ ...core, store: paced(core.store, pauseMs) }, standard);
  await deciding.settle();
  await deciding.stop();
  await close();
  process.send?.({ placed: debts });
});
