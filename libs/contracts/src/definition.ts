import type { InstantText, Uuid } from '@cauce/kernel';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { EventEnvelope } from './envelope.ts';

/** Personal fields that an event carries about one person, before they are sealed. */
export interface Personal {
  readonly subject: Uuid;
  readonly fields: object;
}

/** What a decider decides: an event without the parts that only the log can give it. */
export interface NewEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
  readonly personal?: readonly Personal[];
  /** When it was true; left out, the instant it is recorded. */
  readonly effectiveAt?: InstantText;
}

/** Turns the data of one version into the data of the next. */
export type Upcaster = (data: never) => unknown;

/** One event type of the catalogue: its present version, its schema, and how older versions become it. */
export interface EventDefinition<T extends string = string, S extends TSchema = TSchema> {
  readonly type: T;
  /** Category of the streams it lives in. */
  readonly category: string;
  /** Starts at 1; a change of shape adds one, an upcaster and a golden file. */
  readonly version: number;
  readonly schema: S;
  /** `upcasters[i]` turns version i + 1 into version i + 2. */
  readonly upcasters: readonly Upcaster[];
  /** Names what is wrong with data of the present version, or nothing. */
  readonly problems: (data: unknown) => string[];
  /** Makes a new event of this type. */
  readonly make: (data: Static<S>, rest?: Omit<NewEvent, 'type' | 'data'>) => NewEvent<T, Static<S>>;
}

/** Declares an event type. Throws at start when the upcasters do not lead from version 1 to the present one. */
export const defineEvent = <T extends string, S extends TSchema>(
  type: T,
  category: string,
  schema: S,
  { version = 1, upcasters = [] }: { version?: number; upcasters?: readonly Upcaster[] } = {},
): EventDefinition<T, S> => {
  if (upcasters.length !== version - 1)
    throw new Error(`${type}: version ${version} needs ${version - 1} upcasters`);
  let validator: ReturnType<typeof Compile> | undefined;
  const problems = (data: unknown): string[] => {
    validator ??= Compile(schema);
    if (validator.Check(data)) return [];
    return validator.Errors(data).map((error) => `${type}${error.instancePath}: ${error.message}`);
  };
  return {
    type,
    category,
    version,
    schema,
    upcasters,
    problems,
    make: (data, rest) => ({ type, data, ...rest }),
  };
};

/** A recorded event of a definition, as `evolve` sees it: always of the present version. */
export type EventOf<D> = D extends EventDefinition<infer T, infer S> ? EventEnvelope<T, Static<S>> : never;

/** The union of the recorded events of a list of definitions. */
export type EventsOf<L extends readonly EventDefinition[]> = EventOf<L[number]>;

/** The new event of a definition. */
export type NewEventOf<D> = D extends EventDefinition<infer T, infer S> ? NewEvent<T, Static<S>> : never;
