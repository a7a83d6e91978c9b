import { MemoryGateway, OverlayEventStore, openMemory } from '@cauce/adapters/memory';
import type { RecordedEvent } from '@cauce/contracts';
import type { WrittenChannel } from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { DueEntry, KeyVault } from '@cauce/ports';
import { ownPacks } from '@cauce/rule-packs';
import { type Core, type EventLog, openEmbeddedCore, VirtualClock } from '@cauce/runtime';
import type { Folder } from '../../host/folder.ts';
import { Services } from '../../host/services.ts';
import { strategyOf } from '../../host/strategy.ts';

/** What would happen: the events of it, and the log that they stand on. */
export interface Rehearsal {
  readonly log: EventLog;
  readonly events: readonly RecordedEvent[];
}

const refuse = (): Promise<never> => Promise.reject(new Error('a rehearsal changes no keys'));

/** Keys to read and seal with; nothing of a rehearsal makes one or destroys one. */
const readOnly = (vault: KeyVault): KeyVault => ({
  keys: (subjects) => vault.keys(subjects),
  keep: async () => {},
  find: (subject, keyId) => vault.find(subject, keyId),
  erased: (subject) => vault.erased(subject),
  rotate: refuse,
  destroy: refuse,
  close: async () => {},
});

/** The core of a folder with everything that could be changed replaced by what is gone afterwards. */
const rehearsalCore = async (
  core: Core,
  clock: VirtualClock,
): Promise<{ core: Core; store: OverlayEventStore }> => {
  const { monotonic, ids, ledger } = core;
  const store = new OverlayEventStore(core.store, monotonic);
  const ports = { ...openMemory({ monotonic }), store, keyVault: readOnly(core.vault), ledger };
  return { store, core: await openEmbeddedCore({ ...ports, clock, monotonic, ids }) };
};

const whyParked = async ({ bus }: Core): Promise<string> => {
  const [first] = await bus.parked();
  return first ? `${first.group} stands still at ${first.key}: ${first.reason}` : 'its timers stay';
};

/**
 * Lets the services of the line do what they will do up to an instant if nothing else happens, on a log laid over the
 * folder's and with a provider in memory: nothing of it is written and nothing leaves the process.
 */
export const rehearse = async (
  { core, installation }: Pick<Folder, 'core' | 'installation'>,
  timers: readonly DueEntry[],
  until: InstantText,
): Promise<Rehearsal> => {
  const clock = new VirtualClock(core.clock.now());
  const { core: stage, store } = await rehearsalCore(core, clock);
  await stage.dueIndex.set(timers);
  const channels = (['email', 'sms'] satisfies WrittenChannel[]).map((channel) => ({
    gateway: new MemoryGateway({ clock, channel }),
    sender: installation.senders[channel],
  }));
  const services = await Services.start(stage, ownPacks(), channels, await strategyOf(core));
  try {
    for (let before: InstantText | null = null; ; ) {
      const due = await stage.dueIndex.next();
      if (due === null || due > until) break;
      if (due === before)
        throw new Error(`the work due at ${due} cannot be rehearsed: ${await whyParked(stage)}`);
      before = due;
      clock.moveTo(Temporal.Instant.from(due));
      await services.settle();
    }
  } finally {
    await services.stop();
    await stage.bus.close();
    await store.close();
  }
  return { log: stage.log, events: store.events };
};
