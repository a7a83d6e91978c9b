import { catalogue, type EventEnvelope, type NewEvent, NO_HASH } from '@cauce/contracts';
import type { Decider } from '@cauce/domain';
import { derivedId, type InstantText } from '@cauce/kernel';
import { expect } from '@jest/globals';

/** When a given event is recorded, where the test does not say. */
const LONG_AGO = '2026-01-01T12:00:00.000Z';

const withoutNothing = ({ personal, ...event }: NewEvent): NewEvent =>
  personal && personal.length > 0 ? { ...event, personal } : event;

/** A decider after what has happened so far. Immutable: each step gives the next. */
export class Given<S, C, E extends EventEnvelope> {
  readonly state: S;
  readonly #decider: Decider<S, C, E>;
  readonly #revision: number;
  readonly #now: InstantText;

  constructor(decider: Decider<S, C, E>, state: S, revision = -1, now: InstantText = LONG_AGO) {
    this.#decider = decider;
    this.state = state;
    this.#revision = revision;
    this.#now = now;
  }

  /** What happens from here on is recorded at this instant. */
  at(now: InstantText): Given<S, C, E> {
    return new Given(this.#decider, this.state, this.#revision, now);
  }

  /** More events, as they would come back from the log. Each must fit its schema. */
  and(...events: readonly NewEvent[]): Given<S, C, E> {
    const stream = `${this.#decider.category}-given`;
    const state = events.reduce((folded, { type, data, effectiveAt, personal = [] }, index) => {
      expect(catalogue.get(type)?.problems(data)).toEqual([]);
      const revision = this.#revision + 1 + index;
      const id = derivedId('given', stream, revision);
      const stored: EventEnvelope = JSON.parse(
        JSON.stringify({
          id,
          stream,
          revision,
          type,
          version: 1,
          data,
          sealed: personal.map(({ subject }) => ({ subject, keyId: '1', box: '' })),
          recordedAt: this.#now,
          effectiveAt: effectiveAt ?? this.#now,
          actor: 'policy:given',
          causationId: id,
          correlationId: id,
          prev: NO_HASH,
        }),
      );
      return this.#decider.evolve(folded, stored as E);
    }, this.state);
    return new Given(this.#decider, state, this.#revision + events.length, this.#now);
  }

  when(command: C): Decided<S, C, E> {
    return new Decided(this, this.#decider.decide(command, this.state).map(withoutNothing));
  }
}

/** What was decided on a command. */
export class Decided<S, C, E extends EventEnvelope> {
  readonly events: readonly NewEvent[];
  readonly #before: Given<S, C, E>;

  constructor(before: Given<S, C, E>, events: readonly NewEvent[]) {
    this.#before = before;
    this.events = events;
  }

  /** The decider after that. */
  get after(): Given<S, C, E> {
    return this.#before.and(...this.events);
  }

  /** Exactly these events; gives the decider after them. */
  gives(...expected: readonly NewEvent[]): Given<S, C, E> {
    expect(this.events).toEqual(expected.map(withoutNothing));
    return this.after;
  }

  /** No event: the command changes nothing. */
  changesNothing(): Given<S, C, E> {
    return this.gives();
  }
}

/** A decider of which these events are known. */
export const given = <S, C, E extends EventEnvelope>(
  decider: Decider<S, C, E>,
  ...events: readonly NewEvent[]
): Given<S, C, E> => new Given(decider, decider.initial).and(...events);
