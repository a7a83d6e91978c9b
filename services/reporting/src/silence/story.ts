import { type EventEnvelope, type RecordedEvent, upcast } from '@cauce/contracts';
import {
  contact,
  type Decider,
  debt,
  evolveFate,
  type Fate,
  planningZones,
  portfolio,
  type Silence,
  type StoryEvent,
  type Strategy,
  silenceOf,
  treatment,
} from '@cauce/domain';
import type { InstantText, Uuid, Zone } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';

/** A debt of a debtor. */
export interface OwedDebt {
  readonly debtId: Uuid;
  readonly creditorId: Uuid;
}

/** Up to where of the log somebody looks. */
export type Until = (event: RecordedEvent) => boolean;

/** Whatever was recorded by an instant. */
export const knownAt =
  (instant: InstantText): Until =>
  ({ recordedAt }) =>
    recordedAt <= instant;

/** Whatever was appended before an event, and the event. */
export const upTo =
  (last: Pick<RecordedEvent, 'position'>): Until =>
  ({ position }) =>
    position <= last.position;

/** How a debtor is worked. */
export interface Working {
  readonly strategy: Strategy;
  /** Whether the work stands still until somebody lets it go on. */
  readonly parked: boolean;
}

/** Why nothing is sent about a debt, and what that was seen from. */
export interface Seen {
  readonly silence: Silence;
  readonly fate: Fate | null;
  readonly zones: readonly Zone[];
  readonly streams: readonly { readonly stream: string; readonly revision: number }[];
  readonly facts: { readonly [name: string]: unknown };
}

const fold = <S, C, E extends EventEnvelope>(
  decider: Decider<S, C, E>,
  events: readonly RecordedEvent[],
): S => events.reduce((state, event) => decider.evolve(state, event as EventEnvelope as E), decider.initial);

const inOrder = (events: readonly RecordedEvent[]): readonly StoryEvent[] =>
  events
    .toSorted((a, b) => (a.position < b.position ? -1 : 1))
    .map((event) => event as EventEnvelope as StoryEvent);

const headsOf = (events: readonly RecordedEvent[]) =>
  [...new Map(events.map(({ stream, revision }) => [stream, revision]))].map(([stream, revision]) => ({
    stream,
    revision,
  }));

/** The story of a debtor as the log tells it, to be looked at up to any point. */
export class Story {
  private constructor(
    private readonly debtorId: Uuid,
    private readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>,
  ) {}

  /** Reads the streams of a debtor, of all their debts, and of the books that these are in. */
  static async read(store: EventStore, debtorId: Uuid, debts: readonly OwedDebt[]): Promise<Story> {
    const streams = new Map<string, readonly RecordedEvent[]>();
    const read = async (names: Iterable<string>): Promise<void> => {
      for (const name of new Set(names)) streams.set(name, (await store.read(name)).map(upcast));
    };
    await read([`contact-${debtorId}`, `person-${debtorId}`]);
    await read(debts.map(({ debtId }) => `debt-${debtId}`));
    await read(debts.map(({ creditorId }) => `treatment-${debtorId}-${creditorId}`));
    const placements = [...streams.values()].flat().filter(({ type }) => type === 'DebtPlaced');
    await read(placements.map(({ data }) => `portfolio-${(data as { portfolioId: Uuid }).portfolioId}`));
    return new Story(debtorId, streams);
  }

  /** What the log holds of a debt and of the contacts with its debtor, in order. */
  about({ debtId, creditorId }: OwedDebt): readonly StoryEvent[] {
    const names = [`debt-${debtId}`, `treatment-${this.debtorId}-${creditorId}`, `contact-${this.debtorId}`];
    return inOrder(names.flatMap((name) => this.streams.get(name) ?? []));
  }

  /** Where the debtor is planned for, by what the log holds up to some point. */
  zonesOf({ debtId, creditorId }: OwedDebt, until: Until = () => true): readonly Zone[] {
    const of = (stream: string) => (this.streams.get(stream) ?? []).filter(until);
    const { segments } = fold(treatment, of(`treatment-${this.debtorId}-${creditorId}`));
    // Where nothing on file places the person, it is the zone of the book of the treatment's first debt.
    const [first = debtId] = Object.keys(segments);
    const book = fold(portfolio, of(`portfolio-${fold(debt, of(`debt-${first}`))?.portfolioId}`));
    return planningZones(fold(contact, of(`contact-${this.debtorId}`)), book?.zone ?? 'UTC');
  }

  /** Why nothing is sent about a debt at an instant, by what the log holds up to some point. */
  seen(owing: OwedDebt, now: InstantText, until: Until, { strategy, parked }: Working): Seen {
    const { debtId, creditorId } = owing;
    const of = (stream: string) => (this.streams.get(stream) ?? []).filter(until);
    const own = of(`debt-${debtId}`);
    const contacts = of(`contact-${this.debtorId}`);
    const treated = of(`treatment-${this.debtorId}-${creditorId}`);
    const persons = of(`person-${this.debtorId}`);
    const owed = fold(debt, own);
    const state = fold(treatment, treated);
    const zones = this.zonesOf(owing, until);
    const story = inOrder([...own, ...treated, ...contacts]);
    const fate = story.reduce<Fate | null>((before, event) => evolveFate(before, event, debtId), null);
    const { notes = [] } = fold(contact, contacts) ?? {};
    const deceased = notes.some(({ kind }) => kind === 'deceased');
    const erased = persons.some(({ type }) => type === 'PersonErased');
    return {
      silence: silenceOf({
        now,
        debt: owed,
        erased,
        deceased,
        parked,
        treatment: state,
        fate,
        strategy,
        zones,
      }),
      fate,
      zones,
      streams: headsOf([...own, ...treated, ...contacts, ...persons]),
      facts: {
        strategy: `${strategy.name}@${strategy.version}`,
        zones,
        ...(owed && {
          placedOn: owed.placedOn,
          dueDate: owed.stated.dueDate,
          plannedRecall: owed.stated.plannedRecall,
        }),
      },
    };
  }
}
