import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@cauce/contracts';
import { standard, standardSms, type WrittenChannel } from '@cauce/domain';
import type { EventStore } from '@cauce/ports';
import { type Environment, openCoreOf } from './core-of.ts';
import { type Debts, placeDebts, startDeciding } from './deciding.ts';

/** Debts that are placed, and then taken as far as the gate. */
export interface Decided extends Debts {
  readonly env: Environment;
  /** Where their file is written. */
  readonly dir: string;
  /** By which their people are written to. */
  readonly channel: WrittenChannel;
  /** Milliseconds between two that are decided on; 0: as fast as it goes. */
  readonly pauseMs: number;
}

const STRATEGIES = { email: standard, sms: standardSms };

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

process.once('message', async ({ env, dir, channel, pauseMs, ...debts }: Decided) => {
  const { core, close } = await openCoreOf(env);
  // All at once, and before: an import of one debt takes more of the machine than all that is measured.
  await placeDebts(core, dir, debts);
  const store = pauseMs > 0 ? paced(core.store, pauseMs) : core.store;
  const deciding = await startDeciding({ ...core, store }, STRATEGIES[channel]);
  await deciding.settle();
  await deciding.stop();
  await close();
  process.send?.({ decided: debts.debts }, () => process.disconnect?.());
});
