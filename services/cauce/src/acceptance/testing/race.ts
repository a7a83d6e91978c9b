import { Gate, GateController, Packs } from '@cauce/compliance-gate';
import { ContactRequested, type EventOf, type RecordedEvent } from '@cauce/contracts';
import { contact, type GateRequest } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { PackFile } from '@cauce/rule-packs';
import { type Core, EventLog, type VirtualClock } from '@cauce/runtime';
import { type Book, History } from '@cauce/testing';

export type Asked = RecordedEvent & EventOf<typeof ContactRequested>;

/** How many contacts a day the law of the race allows with one person, whoever asks for them. */
export const CAP = 3;

/** A law of one rule: so many contacts a day. */
const law: PackFile = {
  jurisdiction: 'CO',
  version: '1.0.0',
  title: { es: 'Carrera', en: 'Race' },
  zones: ['America/Bogota'],
  rules: [
    {
      id: 'DAY',
      title: { es: 'Tres al día', en: 'Three a day' },
      citation: { text: 'The law of the race', publication: 'This test' },
      certainty: 'A',
      inForce: { from: '2020-01-01' },
      appliesTo: { channels: '*' },
      kind: 'cap',
      parameters: { counts: [{}], per: 'debtor', limit: CAP, window: { type: 'days', length: 1 } },
    },
  ],
};

/** Asks for contacts with some debtors, so many with each, for two creditors; gives the events, debtor by debtor. */
export const propose = async (
  core: Core,
  clock: VirtualClock,
  debtors: number,
  each: number,
): Promise<readonly Asked[]> => {
  const history = new History(new EventLog(core.store, core.log.sealer, clock), clock, core.ids);
  const books = [await history.book(), await history.book({ creditor: 'Banco Boreal' })];
  const asked: Asked[] = [];
  for (let n = 1; n <= debtors; n += 1) {
    const someone = await history.debtor(n);
    for (const [turn, book] of books.entries()) {
      const share = Math.ceil((each - turn) / books.length);
      asked.push(...(await proposals(core, history, book, someone, share)));
    }
  }
  return asked;
};

const proposals = async (
  core: Core,
  history: History,
  book: Book,
  someone: { readonly debtorId: Uuid },
  count: number,
): Promise<Asked[]> => {
  const { debtorId } = someone;
  const { creditorId } = book;
  const owed = await history.debt(book, someone, {
    obligation: `${creditorId}-${debtorId}`,
    minor: 10_000,
    dueDate: '2026-03-01',
  });
  const now = instantText(core.clock.now());
  const requests = Array.from({ length: count }, (_, n) =>
    ContactRequested.make({
      debtorId,
      creditorId,
      contactId: derivedId('race', debtorId, creditorId, n),
      channel: 'email',
      language: 'es',
      strategy: 'standard@1',
      plannedFor: now,
      usefulUntil: '2026-04-01T00:00:00.000Z',
      items: [{ debtId: owed.debtId, step: `step-${n}`, anchor: '2026-03-01' }],
      merges: [],
    }),
  );
  const stream = `${debtorId}-${creditorId}`;
  await history.append('treatment', stream, ...requests);
  const events = await core.store.read(`treatment-${stream}`);
  return events.filter(({ type }) => type === 'ContactRequested') as Asked[];
};

/** A gate with an own view of the log that others work on too. */
export const gateOn = (core: Core): GateController => {
  const log = new EventLog(core.store, core.log.sealer, core.clock);
  const own = { ...core, log };
  return new GateController(own, new Gate(own, new Packs([law])));
};

/** A gate that forgets the head: what it decides on and what its append stands on are two looks at the stream. */
export const carelessGateOn = (core: Core): Pick<GateController, 'whenRequested'> => {
  const log = new EventLog(core.store, core.log.sealer, core.clock);
  const own = { ...core, log };
  const gate = new Gate(own, new Packs([law]));
  return {
    whenRequested: async (event) => {
      const { items, strategy: _, merges: __, ...rest } = event.data;
      const request: GateRequest = { ...rest, requestId: event.id };
      const cause = {
        actor: 'policy:careless',
        causationId: event.id,
        correlationId: event.correlationId,
      } as const;
      const told = items.map(({ debtId, step }) => ({ debtId, step }));
      const answer = await gate.judge(log.unit(cause), request, told);
      await log.transact(cause, (unit) => unit.execute(contact, rest.debtorId, answer));
      return { kind: 'done' };
    },
  };
};

/** Hands proposals to gates, each of which takes the next one as soon as it is done with its last. */
export const race = async (
  gates: readonly Pick<GateController, 'whenRequested'>[],
  asked: readonly Asked[],
): Promise<void> => {
  const rest = asked.values();
  await Promise.all(
    gates.map(async (gate) => {
      for (const event of rest) await gate.whenRequested(event);
    }),
  );
};

const ANSWERS = ['ContactCleared', 'ContactDeferred', 'ContactRefused', 'ContactCancelled'];

/** Tells what the log says: the answers to each request, and the clearances of each debtor. Reads only what is new. */
export const tallyOf = ({ store }: Pick<Core, 'store'>, asked: readonly Asked[]) => {
  const answers = new Map<Uuid, number>();
  const cleared = new Map<Uuid, number>();
  const next = new Map(asked.map(({ data }) => [data.debtorId, 0]));
  return async () => {
    for (const [debtorId, from] of next) {
      const events = await store.read(`contact-${debtorId}`, { from });
      next.set(debtorId, from + events.length);
      for (const { type, data } of events) {
        const { requestId } = data as { requestId?: Uuid };
        if (!ANSWERS.includes(type) || requestId === undefined) continue;
        answers.set(requestId, (answers.get(requestId) ?? 0) + 1);
        if (type === 'ContactCleared') cleared.set(debtorId, (cleared.get(debtorId) ?? 0) + 1);
      }
    }
    return {
      lost: asked.filter(({ id }) => !answers.has(id)).length,
      twice: [...answers.values()].filter((count) => count > 1).length,
      cleared: [...cleared.values()],
    };
  };
};
