import type {
  addressEvents,
  complaintEvents,
  contactEvents,
  debtEvents,
  EventsOf,
  importEvents,
  paymentEvents,
  personEvents,
  portfolioEvents,
  RecordedEvent,
  scoreEvents,
  treatmentEvents,
} from '@cauce/contracts';
import type { Json } from '@cauce/kernel';
import type { ModelDefinition } from '@cauce/ports';

export type Body = { [key: string]: Json };

/** A document while it is made: what it says and the key texts under which it is listed. */
export interface Draft<B extends Body = Body> {
  readonly body: B;
  readonly keys: { readonly [index: string]: string };
}

/** What an event does to one document. */
export interface Change<B extends Body = Body> {
  readonly id: string;
  /** The document afterwards; the very draft it was given, or undefined, when nothing changes. Mutates nothing. */
  fold(before: Draft<B> | undefined): Draft<B> | undefined;
}

/** What an event does to every document listed under keys of an index that begin so, whichever these are. */
export interface Sweep<B extends Body = Body> extends Pick<Change<B>, 'fold'> {
  readonly index: string;
  readonly prefix: string;
}

/** Keyed digests of sealed references of an event, computed outside so that no projection sees a personal value. */
export interface LookUps {
  readonly debtorReference?: string;
  readonly obligation?: string;
}

/**
 * A read model as a function of the log: events in, documents out. It has no ports and no promises, so it cannot
 * cause anything, and folding the log again gives the same documents. Ids and keys hold nothing sealed.
 */
export interface Projection {
  readonly model: ModelDefinition;
  changes(event: RecordedEvent, lookUps: LookUps): readonly (Change | Sweep)[];
  /**
   * What a body says without its places in the log, which differ where independent work of one person came in
   * another order; left out, the whole body.
   */
  readonly said?: (body: Body) => Json;
}

/** Every event that tells something to report. */
export type ReportedEvent =
  | EventsOf<typeof debtEvents>
  | EventsOf<typeof contactEvents>
  | EventsOf<typeof addressEvents>
  | EventsOf<typeof complaintEvents>
  | EventsOf<typeof treatmentEvents>
  | EventsOf<typeof scoreEvents>
  | EventsOf<typeof importEvents>
  | EventsOf<typeof paymentEvents>
  | EventsOf<typeof personEvents>
  | EventsOf<typeof portfolioEvents>;

export type Reported<T extends ReportedEvent['type']> = Extract<ReportedEvent, { type: T }>;

/** What each event type does; a type left out does nothing. */
export type Effects<B extends Body> = {
  readonly [T in ReportedEvent['type']]?: (
    event: Reported<T>,
    lookUps: LookUps,
  ) => readonly (Change<B> | Sweep<B>)[];
};

const NO_CHANGES: readonly Change[] = [];

type Effect = Projection['changes'];

/** A projection by event type. */
export const projection = <B extends Body>(
  model: ModelDefinition,
  effects: Effects<B>,
  said?: (body: B) => Json,
): Projection => {
  const byType = new Map(Object.entries(effects) as [string, Effect][]);
  const changes: Projection['changes'] = (event, lookUps) =>
    byType.get(event.type)?.(event, lookUps) ?? NO_CHANGES;
  return { model, changes, ...(said && { said: (body: Body) => said(body as B) }) };
};

/** A change to a document that is there; one that is not stays away. */
export const update = <B extends Body>(id: string, alter: (before: Draft<B>) => Draft<B>): Change<B> => ({
  id,
  fold: (before) => before && alter(before),
});

/** The draft with another body under the same keys. */
export const withBody = <B extends Body>(draft: Draft<B>, changed: Partial<B>): Draft<B> => ({
  ...draft,
  body: { ...draft.body, ...changed },
});

/** What a stored document of a model says. */
export const bodyOf = <B extends Body>(document: { readonly body: { readonly [key: string]: Json } }): B =>
  document.body as B;
