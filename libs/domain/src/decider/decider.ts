import type { EventEnvelope, NewEvent } from '@cauce/contracts';

/**
 * A part of the domain that decides: pure, total, and known only by its stream's events.
 * `decide` turns a command into events (a refusal is an event too); `evolve` folds an event into the state.
 */
export interface Decider<S, C, E extends EventEnvelope = EventEnvelope> {
  /** Category of its streams. */
  readonly category: string;
  readonly initial: S;
  decide(command: C, state: S): readonly NewEvent[];
  evolve(state: S, event: E): S;
}
