import type { Actor, RecordedEvent } from '@cauce/contracts';
import type { Language } from '@cauce/domain';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { EventStore, ModelHandle } from '@cauce/ports';
import type { Sealer } from '@cauce/runtime';
import { BadQuestionError } from '../errors.ts';
import type { ContactBody } from '../models/contacts.ts';
import {
  dayKey,
  type Pointer,
  pointerOf,
  sortKey,
  type TimelineDay,
  type TimelineRow,
} from '../models/timeline.ts';
import { ERASED, type Fields, Opener } from '../projection/boxes.ts';
import { bodyOf } from '../projection/projection.ts';
import { openEvent } from './export-events.ts';
import { instantOf } from './instants.ts';
import { Labels } from './labels.ts';
import type { Models } from './models.ts';
import { readRows } from './read-rows.ts';
import type { Subject } from './references.ts';
import { summarize } from './summaries.ts';

export interface TimelineQuestion {
  /** Only what was true then. */
  readonly asOf?: string;
  /** Only what was known then. */
  readonly knownAt?: string;
  /** At most this many entries, up to 1,000; left out, 200. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string | null;
  readonly language?: Language;
}

export interface TimelineEntry {
  readonly at: InstantText;
  readonly recordedAt: InstantText;
  readonly type: string;
  readonly summary: string;
  readonly stream: string;
  readonly revision: number;
  /** Place in the whole log; text order is the order of appending. */
  readonly position: string;
  readonly actor: Actor;
  /** The contact that it is part of: as `explain` takes it, where it was planned; of one logged by hand the id of its log. */
  readonly contactId: Uuid | null;
  /** Ids of the debts that it names. */
  readonly debts: readonly Uuid[];
  /** Personal fields by the id of the person, or `[erased]`. */
  readonly personal: Readonly<Record<Uuid, Fields | typeof ERASED>>;
}

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** Cursor of the next page, null at the end. */
  readonly next: string | null;
}

/** Most entries of a page. */
export const MOST_ENTRIES = 1_000;
const USUAL = 200;
/** Days per read: few at first, for a day may hold much; more while they hold little. */
const FIRST_DAYS = 4;
const MOST_DAYS = 128;

/** Sorts after every separator and digit: the end of what begins with an instant. */
const END = '~';

const cursorOf = (row: TimelineRow): string => Buffer.from(sortKey(row)).toString('base64url');

const keyOf = (cursor: string): string => {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{4}-\d\d-\d\dT[^|]+\|[^|]+\|[^|]+$/.test(key))
    throw new BadQuestionError(`"${cursor}" is no cursor: give what an earlier page has as "next"`);
  return key;
};

/** The rows of a debtor in order, some days at a time, from a sort key on. */
async function* rowsFrom(
  model: ModelHandle,
  debtorId: Uuid,
  key: string | null,
): AsyncGenerator<readonly TimelineRow[]> {
  const from = key === null ? `${debtorId}|` : dayKey(debtorId, key);
  let after: string | null = null;
  let limit = FIRST_DAYS;
  do {
    const page = await model.list(null, { from, before: `${debtorId}|${END}`, after, limit });
    limit = Math.min(limit * 2, MOST_DAYS);
    const rows = page.documents.flatMap((document) => bodyOf<TimelineDay>(document).rows);
    yield key === null ? rows : rows.filter((row) => sortKey(row) > key);
    after = page.next;
  } while (after !== null);
}

/** A row of a page, read. */
interface Found extends Pointer {
  readonly row: TimelineRow;
}

/** Those of some rows that are about a debt: they name it, or are part of a contact about it. */
const aboutDebt = async (models: Models, rows: readonly Found[], debtId: Uuid): Promise<Found[]> => {
  const ids = rows.flatMap(({ contactId }) => contactId ?? []);
  const contacts = await models.contacts.getMany([...new Set(ids)]);
  const about = (contactId: Uuid): boolean => {
    const document = contacts.get(contactId);
    return (
      document !== undefined && bodyOf<ContactBody>(document).items.some((item) => item.debtId === debtId)
    );
  };
  return rows.filter(({ debts, contactId }) => (contactId ? about(contactId) : debts.includes(debtId)));
};

/** The rows of a page and, where there are more, one of the next. */
const collect = async (
  models: Models,
  { debtorId, debtId }: Subject,
  question: TimelineQuestion,
  limit: number,
) => {
  const asOf = question.asOf === undefined ? END : instantOf(question.asOf);
  const knownAt = question.knownAt === undefined ? END : instantOf(question.knownAt);
  const key = question.after ? keyOf(question.after) : null;
  const found: Found[] = [];
  for await (const page of rowsFrom(models.timeline, debtorId, key)) {
    const some = page.map((row) => ({ row, ...pointerOf(row) }));
    const rows = some.filter(({ effectiveAt, recordedAt }) => effectiveAt <= asOf && recordedAt <= knownAt);
    found.push(...(debtId === undefined ? rows : await aboutDebt(models, rows, debtId)));
    const past = some.some(({ effectiveAt }) => effectiveAt > asOf);
    if (past || found.length > limit) break;
  }
  return found.slice(0, limit + 1);
};

/** A field that was sealed for somebody, `[erased]` where that person's key is gone. */
const sealedField = (personal: TimelineEntry['personal'], field: string): string | undefined => {
  for (const fields of Object.values(personal)) {
    if (fields === ERASED) return ERASED;
    if (typeof fields[field] === 'string') return fields[field];
  }
  return undefined;
};

const contactOf = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): Uuid | null => {
  const { contactId = null, logId = null } = data as { contactId?: Uuid; logId?: Uuid };
  return type === 'ContactLogged' ? logId : contactId;
};

/** What happened to a debtor or a debt, in the order in which it was true; within one instant, in that of the log. */
export const timeline = async (
  models: Models,
  store: EventStore,
  sealer: Sealer,
  subject: Subject,
  question: TimelineQuestion = {},
): Promise<TimelinePage> => {
  const { limit = USUAL, language = 'en' } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ENTRIES) {
    throw new BadQuestionError(`a page has 1 to ${MOST_ENTRIES} entries, not ${limit}`);
  }
  const found = await collect(models, subject, question, limit);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last ? cursorOf(last.row) : null;
  const labels = await Labels.load(models, new Opener(sealer), {
    debts: rows.flatMap(({ debts }) => debts),
    debtors: [],
  });
  const entry = async ({ debts }: Pointer, event: RecordedEvent): Promise<TimelineEntry> => {
    const opened = await openEvent(event, sealer);
    const context = {
      creditor: (id: Uuid) => labels.creditor(id),
      currency: (id: Uuid) => labels.currency(id),
      sealed: (field: string) => sealedField(opened.personal, field),
    };
    return {
      at: opened.effectiveAt,
      recordedAt: opened.recordedAt,
      type: opened.type,
      summary: summarize(opened, language, context),
      stream: opened.stream,
      revision: opened.revision,
      position: opened.position,
      actor: opened.actor,
      contactId: contactOf(opened),
      debts,
      personal: opened.personal,
    };
  };
  const events = await readRows(store, rows);
  return { entries: await Promise.all(rows.map((row, at) => entry(row, events[at] as RecordedEvent))), next };
};
