import type { RecordedEvent } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { Core } from '@cauce/runtime';

/** Where a person is found on the log. */
export interface Traces {
  /** Whether anything on the log is about the person. */
  readonly known: boolean;
  /** Personal values that still open, as they were sealed. */
  readonly values: ReadonlySet<string>;
  /** Debts of the person, and those that the person is a party to. */
  readonly debtIds: ReadonlySet<Uuid>;
  /** Messages to the person, or that name the person as advisor or supervisor. */
  readonly messageIds: ReadonlySet<string>;
}

/** What is read of events here; each type has some of it. */
interface Told {
  readonly debtorId?: Uuid;
  readonly debtId?: Uuid;
  readonly partyId?: Uuid;
  readonly creditorId?: Uuid;
  readonly advisorId?: Uuid;
  readonly supervisorId?: Uuid | null;
  readonly messageId?: string;
}

const PAGE = 5_000;
const CATEGORIES = ['contact', 'debt', 'payment'];

/** Texts of messages are personal too, but nobody finds a person by them. */
const TEXTS: ReadonlySet<string> = new Set(['subject', 'text', 'html']);

/** Every event of the categories that tell of people. */
export async function* eventsOfPeople(store: EventStore): AsyncGenerator<RecordedEvent> {
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: PAGE, categories: CATEGORIES });
    yield* page.events;
    if (page.atEnd) return;
    after = page.next;
  }
}

/** Reads the log for everything about a person: some seconds per million events. */
export const tracesOf = async (
  { store, log }: Pick<Core, 'store' | 'log'>,
  subject: Uuid,
): Promise<Traces> => {
  const values = new Set<string>();
  const debtIds = new Set<Uuid>();
  const messageIds = new Set<string>();
  /** `debtor|creditor` whose messages name the person. */
  const named = new Set<string>();
  let known = false;
  for await (const event of eventsOfPeople(store)) {
    const told = event.data as Told;
    const own = told.debtorId === subject;
    const mine = event.sealed.filter((box) => box.subject === subject);
    const assigned = told.advisorId === subject || told.supervisorId === subject;
    if (assigned) named.add(`${told.debtorId}|${told.creditorId}`);
    if (told.messageId && (own || named.has(`${told.debtorId}|${told.creditorId}`)))
      messageIds.add(told.messageId);
    if (told.debtId && (own || told.partyId === subject)) debtIds.add(told.debtId);
    known ||= own || assigned || mine.length > 0 || told.partyId === subject;
    if (mine.length === 0) continue;
    const fields = (await log.sealer.open({ ...event, sealed: mine })).get(subject);
    for (const [name, value] of Object.entries(fields ?? {})) {
      if (typeof value === 'string' && value !== '' && !TEXTS.has(name)) values.add(value);
    }
  }
  return { known, values, debtIds, messageIds };
};
