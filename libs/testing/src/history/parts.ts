import type { Actor, EventEnvelope } from '@cauce/contracts';
import type { Decider } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';

interface Unit {
  execute<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string, command: C): Promise<unknown>;
}

/** The log that a history is written into: the runtime's `EventLog`. */
export interface HistoryLog {
  transact<T>(
    cause: { readonly actor: Actor; readonly causationId: Uuid; readonly correlationId: Uuid },
    work: (unit: Unit) => Promise<T>,
  ): Promise<T>;
}

/** A clock that a history moves: the runtime's `VirtualClock`. */
export interface HistoryClock {
  moveTo(instant: Temporal.Instant): void;
}

/** The ids of an installation: the runtime's `Ids`. */
export interface HistoryIds {
  creditor(name: string): Uuid;
  portfolio(creditorId: Uuid, code: string): Uuid;
  person(
    person: { readonly country: string; readonly documentType: string; readonly documentNumber: string },
    creditorId: Uuid,
  ): Uuid;
  debt(creditorId: Uuid, portfolioCode: string, obligation: string, instalment?: string): Uuid;
  point(point: { readonly kind: 'email'; readonly value: string }): Uuid;
  digest(kind: string, ...values: string[]): string;
}
