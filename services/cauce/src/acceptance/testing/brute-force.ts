import { factsOf, Known, messageOf, proposalOf, reach, type Source } from '@cauce/compliance-gate';
import { type ContactCleared, categoryOf, type EventOf, type RecordedEvent, upcast } from '@cauce/contracts';
import {
  address,
  adjudicate,
  contact,
  type DecisionRecord,
  debt,
  portfolio,
  type RulePack,
} from '@cauce/domain';
import type { EventStore } from '@cauce/ports';
import { readPacks } from '@cauce/rule-packs';

const deciders = new Map(
  [address, contact, debt, portfolio].map((decider) => [
    decider.category,
    decider as { initial: unknown; evolve: (state: never, event: never) => unknown },
  ]),
);
/** Under which every text was chosen. */
const inForce = readPacks();
const DECISIONS: ReadonlySet<string> = new Set(['ContactCleared', 'ContactDeferred', 'ContactRefused']);

type Decided = EventOf<typeof ContactCleared>['data'];
export type Verdict = Pick<DecisionRecord['items'][number], 'decision' | 'notBefore' | 'reasons'>;

/** A decision as it was, and each of its items as other packs would have it. */
export interface Compared {
  readonly contact: string;
  readonly at: string;
  readonly was: readonly Verdict[];
  readonly now: readonly Verdict[];
}

const verdictOf = ({ decision, notBefore, reasons }: Verdict): Verdict => ({
  decision,
  notBefore,
  reasons: reasons.toSorted(),
});

/**
 * Judges every decision of a log under other packs, by walking the whole log once with all its states at hand: what
 * stood on the log before a decision is what was known to it. Needs no basis.
 */
export const bruteForce = async (store: EventStore, packs: readonly RulePack[]): Promise<Compared[]> => {
  const states = new Map<string, unknown>();
  const source: Source = {
    see: async (decider, stream) => ({
      state: (states.get(stream) ?? decider.initial) as never,
      revision: 0,
    }),
  };
  const compare = async ({ debtorId, contactId, ...rest }: Decided): Promise<Compared> => {
    const { at, items } = rest.decision;
    const known = new Known(source);
    const person = await known.load(contact, debtorId);
    if (!person) throw new Error(`nothing is known of ${debtorId}`);
    const request = { debtorId, contactId, ...rest };
    const reached = await reach(known, person, rest.channel);
    const spoken = await Promise.all(
      items.map(async (item) => {
        const about = await known.load(debt, item.debtId);
        if (!about) throw new Error(`nothing is known of ${item.debtId}`);
        return { item, about, facts: await factsOf(known, reached, about, request, at) };
      }),
    );
    const { content } = await messageOf(known, request, spoken, inForce);
    const now = spoken.map(({ about, facts }) => {
      const proposal = proposalOf(request, reached, about, content, at);
      const { decision, notBefore, reasons } = adjudicate(packs, facts, proposal);
      return verdictOf({ decision, notBefore, reasons: [...reasons] });
    });
    return { contact: contactId, at, was: items.map(verdictOf), now };
  };
  const found: Compared[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: 5_000 });
    for (const event of page.events.map((one: RecordedEvent) => upcast(one))) {
      if (DECISIONS.has(event.type)) found.push(await compare(event.data as Decided));
      const { stream } = event;
      const decider = deciders.get(categoryOf(stream));
      if (decider)
        states.set(stream, decider.evolve((states.get(stream) ?? decider.initial) as never, event as never));
    }
    if (page.atEnd) return found;
    after = page.next;
  }
};
