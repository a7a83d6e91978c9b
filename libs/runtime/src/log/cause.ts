import type { Actor, EventEnvelope } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';

/** Why events are appended: who, because of what, within which story. */
export interface Cause {
  readonly actor: Actor;
  /** Id of the command or event that led to it: the ids of the new events are derived from it. */
  readonly causationId: Uuid;
  readonly correlationId: Uuid;
  /** What the events continue where no span is under way. */
  readonly trace?: string;
}

/** The cause of what a handler does about an event. */
export const causedBy = (event: EventEnvelope, policy: string): Cause => ({
  actor: `policy:${policy}`,
  causationId: event.id,
  correlationId: event.correlationId,
  ...(event.trace ? { trace: event.trace } : {}),
});
