import {
  contact,
  type Debt,
  debt,
  isSent,
  nextWake,
  type Person,
  planningZones,
  portfolio,
  type Strategy,
  type TreatmentFacts,
  treatment,
} from '@cauce/domain';
import { instantText, type Uuid } from '@cauce/kernel';
import { done, type Outcome } from '@cauce/ports';
import type { Cause, Core } from '@cauce/runtime';

/** Name of the service: owner of its timers and consumer group. */
export const SEGMENTATION = 'segmentation';

/** One creditor's debts of one debtor. */
export interface TreatmentKey {
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
}

const treatmentId = ({ debtorId, creditorId }: TreatmentKey): string => `${debtorId}-${creditorId}`;

/** The key in a treatment's id. */
export const treatmentKeyOf = (id: string): TreatmentKey => ({
  debtorId: id.slice(0, 36),
  creditorId: id.slice(37),
});

/** What is known of a treatment, and of how many events of the person and of each debt. */
interface Look {
  /** Null for a person whom nobody has registered. */
  readonly facts: TreatmentFacts | null;
  readonly person: number;
  readonly debts: readonly { readonly debtId: Uuid; readonly events: number }[];
}

const sentContacts = (person: Person, creditorId: Uuid): Uuid[] =>
  [...person.contacts.values()]
    .filter((one) => one.creditorId === creditorId && isSent(one))
    .map(({ contactId }) => contactId);

/** Lets a treatment look at the facts and decide; what woke it does not matter. */
export class TreatmentWaker {
  constructor(
    private readonly core: Core,
    private readonly strategy: Strategy,
  ) {}

  /** Wakes a treatment; `also` names a debt that it may not know yet. */
  async wake(key: TreatmentKey, cause: Cause, also?: Uuid): Promise<Outcome> {
    const { log, dueIndex } = this.core;
    const id = treatmentId(key);
    const { facts, state, revision } = await log.transact(cause, async (unit) => {
      const before = await unit.load(treatment, id);
      const debtIds = new Set(Object.keys(before.segments));
      if (also) debtIds.add(also);
      const { facts, person, debts } = await this.look(key, [...debtIds]);
      if (facts) await unit.execute(treatment, id, { kind: 'wake', facts });
      const state = await unit.load(treatment, id);
      const { revision } = await unit.head(treatment, id);
      // A debt that ended before the treatment knew it is not looked at again: it does not count.
      const known = debts.filter(({ debtId }) => debtId in state.segments);
      return { facts, state, revision: known.reduce((sum, { events }) => sum + events, revision + person) };
    });
    // Facts move the timer while the treatment stays as it is: who knew of fewer events does not replace it.
    const next = facts && nextWake(facts, state);
    if (next) await dueIndex.set([{ owner: SEGMENTATION, id, key: key.debtorId, dueAt: next, revision }]);
    else await dueIndex.remove(SEGMENTATION, id, revision);
    return done;
  }

  /** Nobody plans for a person who was erased: what was put off loses its use. */
  private nothingLeft(key: TreatmentKey): TreatmentFacts {
    const now = instantText(this.core.clock.now());
    return { ...key, now, zones: ['UTC'], debts: [], languages: {}, sent: [], strategy: this.strategy };
  }

  /** What a treatment must know; null for a person whom nobody has registered. */
  async factsOf(key: TreatmentKey, debtIds: readonly Uuid[]): Promise<TreatmentFacts | null> {
    return (await this.look(key, debtIds)).facts;
  }

  private async look(key: TreatmentKey, debtIds: readonly Uuid[]): Promise<Look> {
    const { log, vault } = this.core;
    const { state: person, head } = await log.fold(contact, `${contact.category}-${key.debtorId}`);
    const folded = await Promise.all(debtIds.map((one) => log.fold(debt, `${debt.category}-${one}`)));
    const seen = {
      person: head.revision + 1,
      debts: folded.map((one, n) => ({ debtId: debtIds[n] ?? '', events: one.head.revision + 1 })),
    };
    if (await vault.erased(key.debtorId)) return { ...seen, facts: this.nothingLeft(key) };
    const debts = folded
      .map(({ state }) => state)
      .filter((one): one is Debt => one !== null && one.creditorId === key.creditorId);
    const facts = person && debts.length > 0 ? await this.facts(key, person, debts) : null;
    return { ...seen, facts };
  }

  private async facts(key: TreatmentKey, person: Person, debts: readonly Debt[]): Promise<TreatmentFacts> {
    const { log, clock } = this.core;
    const books = new Map(
      await Promise.all(
        [...new Set(debts.map(({ portfolioId }) => portfolioId))].map(
          async (one) => [one, await log.load(portfolio, one)] as const,
        ),
      ),
    );
    const bookZone = books.get(debts[0]?.portfolioId ?? '')?.zone ?? 'UTC';
    return {
      ...key,
      now: instantText(clock.now()),
      zones: planningZones(person, bookZone),
      debts,
      languages: Object.fromEntries(
        debts.map((one) => [one.debtId, person.language ?? books.get(one.portfolioId)?.language ?? 'es']),
      ),
      sent: sentContacts(person, key.creditorId),
      strategy: this.strategy,
    };
  }
}
