import { openMemory } from '@cauce/adapters/memory';
import type { RecordedEvent } from '@cauce/contracts';
import type { InstantText } from '@cauce/kernel';
import { type Monotonic, noTelemetry, type Telemetry } from '@cauce/ports';
import { History } from '@cauce/testing';
import { SystemMonotonic, VirtualClock } from '../clock/clocks.ts';
import type { Core } from '../core/core.ts';
import { openEmbeddedCore } from '../core/embedded-core.ts';
import { Ids } from '../core/ids.ts';
import { EventLog } from '../log/event-log.ts';

/** A core over memory ports, its clock moved by hand. */
export interface TestCore {
  readonly core: Core;
  readonly clock: VirtualClock;
  /** Writes the past into the log, beside the core's own view of it. */
  readonly history: History;
  /** What the bus said of keys that stopped, as "group|key|reason". */
  readonly failures: string[];
  /** Every event of the log, or of some types. */
  events(...types: string[]): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

/** Opens a core for a test; the installation's secret is always the same. */
export const openTestCore = async (
  now: InstantText = '2026-03-01T12:00:00.000Z',
  monotonic: Monotonic = new SystemMonotonic(),
  telemetry: Telemetry = noTelemetry,
): Promise<TestCore> => {
  const memory = openMemory({ monotonic });
  const clock = new VirtualClock(Temporal.Instant.from(now));
  const failures: string[] = [];
  const onFailure = (group: string, key: string, reason: string) =>
    failures.push([group, key, reason].join('|'));
  const ids = new Ids(new Uint8Array(32).fill(7));
  const core = await openEmbeddedCore({ ...memory, clock, monotonic, ids, onFailure, telemetry });
  const { store, log, bus } = core;
  return {
    core,
    clock,
    history: new History(new EventLog(store, log.sealer, clock), clock, ids),
    failures,
    events: async (...types) => {
      const { events } = await store.readAll({ after: null, limit: 100_000 });
      return types.length > 0 ? events.filter(({ type }) => types.includes(type)) : events;
    },
    close: async () => {
      await bus.close();
      await memory.close();
    },
  };
};
