import type { EventEnvelope } from '@cauce/contracts';
import { canonicalJson, type InstantText, type Uuid } from '@cauce/kernel';
import type { Change, Projection } from '../projection/projection.ts';

/** effectiveAt, recordedAt, stream, revision, type, debts it names, contact it is part of. */
export type TimelineRow = [InstantText, InstantText, string, number, string, Uuid[], Uuid | null];

/** What became true of a debtor on one UTC day, in the order of a timeline. */
export type TimelineDay = { debtorId: Uuid; rows: TimelineRow[] };

interface Told {
  readonly debtorId?: unknown;
  readonly debtId?: unknown;
  readonly contactId?: unknown;
  readonly items?: readonly { readonly debtId: Uuid }[];
}

const debtsOf = ({ debtId, items }: Told): Uuid[] => {
  if (typeof debtId === 'string') return [debtId];
  return items ? [...new Set(items.map((item) => item.debtId))] : [];
};

/** Revisions as text of one width, so that a sort key of text keeps their order. */
const REVISION_DIGITS = 10;

/** The place of a row in a timeline: (effectiveAt, recordedAt, stream, revision). */
export const sortKey = ([effectiveAt, recordedAt, stream, revision]: TimelineRow): string =>
  `${effectiveAt}|${recordedAt}|${stream}|${String(revision).padStart(REVISION_DIGITS, '0')}`;

/** Rows with another in its place; the same rows when it is already there. */
const inserted = (rows: TimelineRow[], row: TimelineRow): TimelineRow[] => {
  const key = sortKey(row);
  let place = rows.length;
  while (place > 0) {
    const before = sortKey(rows[place - 1] as TimelineRow);
    if (before === key) return rows;
    if (before < key) break;
    place -= 1;
  }
  return rows.toSpliced(place, 0, row);
};

/** Key of a debtor's day: days of one debtor follow each other. */
export const dayKey = (debtorId: Uuid, effectiveAt: InstantText): string =>
  `${debtorId}|${effectiveAt.slice(0, 10)}`;

const change = (event: EventEnvelope, debtorId: Uuid): Change => {
  const { effectiveAt, recordedAt, stream, revision, type } = event;
  const told = event.data as Told;
  const contactId = typeof told.contactId === 'string' ? told.contactId : null;
  const row: TimelineRow = [effectiveAt, recordedAt, stream, revision, type, debtsOf(told), contactId];
  const id = dayKey(debtorId, effectiveAt);
  return {
    id,
    fold: (before) => {
      if (!before) return { body: { debtorId, rows: [row] }, keys: { day: id } };
      const { rows } = before.body as TimelineDay;
      const after = inserted(rows, row);
      return after === rows ? before : { ...before, body: { debtorId, rows: after } };
    },
  };
};

/**
 * Everything that has happened to a debtor: pointers into the log, a document per debtor and day. Events come in
 * bursts of one day, so this writes several times less than a row each and a page of 200 reads few documents.
 */
export const timeline: Projection = {
  model: { name: 'timeline', version: 1, indexes: ['day'] },
  said: (body) => ({
    ...body,
    rows: (body as TimelineDay).rows
      .map(([effectiveAt, recordedAt, stream, _revision, ...rest]) => [
        effectiveAt,
        recordedAt,
        stream,
        ...rest,
      ])
      .sort((one, other) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1)),
  }),
  changes: (event) => {
    const { debtorId } = event.data as Told;
    return typeof debtorId === 'string' ? [change(event, debtorId)] : [];
  },
};
