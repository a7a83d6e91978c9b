import type {
  Checkpoints,
  Clock,
  DueIndex,
  EventStore,
  KeyVault,
  Leases,
  Ledger,
  MessageBus,
  Monotonic,
  ReadModels,
  Telemetry,
} from '@cauce/ports';
import type { EventLog } from '../log/event-log.ts';
import type { Ids } from './ids.ts';

/** Everything a service is given: the ports of the profile in use, and what stands on them. */
export interface Core {
  readonly log: EventLog;
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly readModels: ReadModels;
  readonly dueIndex: DueIndex;
  readonly leases: Leases;
  readonly checkpoints: Checkpoints;
  readonly vault: KeyVault;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly monotonic: Monotonic;
  readonly ids: Ids;
  /** Whether no other process works on the same log: what an earlier one left, a dead one left. */
  readonly alone: boolean;
  readonly telemetry: Telemetry;
}

/** Injection token of the core. */
export const CORE = Symbol('CORE');
