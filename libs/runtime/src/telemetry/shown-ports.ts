import type { DueIndex, EventStore, Telemetry } from '@cauce/ports';
import { ShownStore } from './shown-store.ts';
import { TracedDueIndex } from './traced-due-index.ts';

export interface PortsToShow {
  readonly store: EventStore;
  readonly dueIndex: DueIndex;
  readonly telemetry: Telemetry;
  /** What the store is called. */
  readonly system: 'eventstoredb' | 'sqlite';
}

/** Ports whose work is shown; where nobody looks the very same, so that it costs nothing. */
export const shownPorts = ({
  store,
  dueIndex,
  telemetry,
  system,
}: PortsToShow): Pick<PortsToShow, 'store' | 'dueIndex'> =>
  telemetry.on
    ? { store: new ShownStore(store, telemetry, system), dueIndex: new TracedDueIndex(dueIndex, telemetry) }
    : { store, dueIndex };
