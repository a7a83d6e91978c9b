import { setImmediate } from 'node:timers/promises';
import type { RecordedEvent } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { Core, EventLog } from '@cauce/runtime';
import type { PersonalValues } from './values.ts';

/** Where a person is found on the log. */
export interface Traces {
  /** Whether anything on the log is about the person. */
  readonly known: boolean;
  /** Personal values that still open. */
  readonly values: PersonalValues;
  /** Debts of the person, and those that the person is a party to. */
  readonly debtIds: ReadonlySet<Uuid>;
  /** Messages to the person, or that name the person as advisor or supervisor. */
  readonly messageIds: ReadonlySet<string>;
  /** `debtor|creditor` whose messages name the person as advisor or supervisor. */
  readonly named: ReadonlySet<string>;
  /** Position after which the log was not read yet. */
  readonly next: string | null;
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

const PAGE = 1_000;
const CATEGORIES = ['contact', 'debt', 'payment'];

/** Texts of messages, and what people write, are personal too, but nobody finds a person by them. */
const TEXTS: ReadonlySet<string> = new Set(['subject', 'text', 'html', 'reason']);

/**
 * Reads the log for everything about a person: some seconds per million events. `earlier` goes on after what was read
 * before.
 */
export const tracesOf = async (
  { store, log }: Pick<Core, 'store' | 'log'>,
  subject: Uuid,
  earlier?: Traces,
): Promise<Traces> => {
  const values = new Map([...(earlier?.values ?? [])].map(([field, those]) => [field, new Set(those)]));
  const debtIds = new Set(earlier?.debtIds);
  const messageIds = new Set(earlier?.messageIds);
  const named = new Set(earlier?.named);
  let known = earlier?.known ?? false;
  let after = earlier?.next ?? null;
  for (;;) {
    const page = await store.readAll({ after, limit: PAGE, categories: CATEGORIES });
    for (const event of page.events) {
      const told = event.data as Told;
      const own = told.debtorId === subject;
      const mine = event.sealed.filter((box) => box.subject === subject);
      const assigned = told.advisorId === subject || told.supervisorId === subject;
      const treatment = `${told.debtorId}|${told.creditorId}`;
      if (assigned) named.add(treatment);
      if (told.messageId && (own || named.has(treatment))) messageIds.add(told.messageId);
      if (told.debtId && (own || told.partyId === subject)) debtIds.add(told.debtId);
      known ||= own || assigned || mine.length > 0 || told.partyId === subject;
      for (const [field, value] of await valuesIn(log, event, mine, subject))
        values.set(field, (values.get(field) ?? new Set()).add(value));
    }
    after = page.next;
    if (page.atEnd) return { known, values, debtIds, messageIds, named, next: after };
    // Whoever else lives in this process gets a turn.
    await setImmediate();
  }
};

/** Personal values in some boxes of an event, without texts. */
const valuesIn = async (
  { sealer }: EventLog,
  event: RecordedEvent,
  sealed: RecordedEvent['sealed'],
  subject: Uuid,
): Promise<readonly (readonly [field: string, value: string])[]> => {
  if (sealed.length === 0) return [];
  const fields = (await sealer.open({ ...event, sealed })).get(subject);
  return Object.entries(fields ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && !TEXTS.has(name) ? [[name, value]] : [],
  );
};
