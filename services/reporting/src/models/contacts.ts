import type { InstantText, Uuid } from '@cauce/kernel';
import { type Change, type Draft, projection, type Reported, update } from '../projection/projection.ts';

export type ContactStatus =
  | 'planned'
  | 'cleared'
  | 'deferred'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'refused'
  | 'cancelled'
  | 'superseded'
  | 'merged'
  | 'held'
  | 'unknown';

export type ContactItem = { debtId: Uuid; step: string };

/** An event of the contact, to be read from the log. */
export type EventRef = { stream: string; revision: number };

export type ContactBody = {
  contactId: Uuid;
  debtorId: Uuid;
  creditorId: Uuid;
  channel: string;
  language: string;
  status: ContactStatus;
  plannedFor: InstantText;
  /** Attempt in hand, or the last one. */
  attemptId: Uuid | null;
  /** When the attempt that the provider accepted began: the moment that the law looks at. */
  attemptAt: InstantText | null;
  sentAt: InstantText | null;
  /** What it was for. */
  items: ContactItem[];
  /** What its last attempt said. */
  spoken: ContactItem[];
  decisions: EventRef[];
  attempts: EventRef[];
};

type Decision = Reported<'ContactCleared'> | Reported<'ContactDeferred'> | Reported<'ContactRefused'>;

/** The provider has it, or may have it: no plan or decision changes where the contact stands. */
const GONE: ReadonlySet<ContactStatus> = new Set(['sent', 'delivered', 'unknown']);

const refOf = ({ stream, revision }: EventRef): EventRef => ({ stream, revision });

const plain = (items: readonly ContactItem[]): ContactItem[] =>
  items.map(({ debtId, step }) => ({ debtId, step }));

const union = (before: readonly ContactItem[], more: readonly ContactItem[]): ContactItem[] => {
  const known = new Set(before.map(({ debtId, step }) => `${debtId}|${step}`));
  return [...before, ...plain(more).filter(({ debtId, step }) => !known.has(`${debtId}|${step}`))];
};

const drafted = (body: ContactBody): Draft<ContactBody> => {
  const at = body.sentAt ?? body.plannedFor;
  return {
    body,
    keys: {
      creditor: `${body.creditorId}|${at}|${body.contactId}`,
      debtor: `${body.debtorId}|${at}|${body.contactId}`,
    },
  };
};

const altered = (draft: Draft<ContactBody>, changed: Partial<ContactBody>) =>
  drafted({ ...draft.body, ...changed });

const requested = (event: Reported<'ContactRequested'>): Change<ContactBody> => ({
  id: event.data.contactId,
  fold: (before) => {
    const { contactId, debtorId, creditorId, channel, language, plannedFor, items } = event.data;
    if (before) {
      const { status } = before.body;
      return altered(before, {
        status: GONE.has(status) || status === 'cleared' ? status : 'planned',
        plannedFor,
        items: union(before.body.items, items),
      });
    }
    return drafted({
      contactId,
      debtorId,
      creditorId,
      channel,
      language,
      status: 'planned',
      plannedFor,
      attemptId: null,
      attemptAt: null,
      sentAt: null,
      items: plain(items),
      spoken: [],
      decisions: [],
      attempts: [],
    });
  },
});

/** The contact comes to stand somewhere, unless the provider has it. */
const stands = (contactId: Uuid, status: ContactStatus) =>
  update<ContactBody>(contactId, (before) => {
    const { body } = before;
    return altered(before, { status: GONE.has(body.status) ? body.status : status });
  });

/** The contact goes no further: one that was sent and came back stays one that came back. */
const ends = (contactId: Uuid, status: ContactStatus) =>
  update<ContactBody>(contactId, (before) =>
    GONE.has(before.body.status)
      ? before
      : altered(before, { status: before.body.sentAt === null ? status : 'bounced' }),
  );

/** Its items went elsewhere or lost their use: what the gate cleared meanwhile goes on. */
const dissolves = (contactId: Uuid, status: 'merged' | 'superseded') => {
  const ended = ends(contactId, status);
  return update<ContactBody>(contactId, (before) =>
    before.body.status === 'cleared' ? before : (ended.fold(before) ?? before),
  );
};

const decided = (event: Decision, status: 'cleared' | 'deferred' | 'refused') => {
  const { contactId } = event.data;
  const noted = update<ContactBody>(contactId, (before) =>
    altered(before, { decisions: [...before.body.decisions, refOf(event)] }),
  );
  return [noted, status === 'refused' ? ends(contactId, status) : stands(contactId, status)];
};

const started = (event: Reported<'AttemptStarted'>) => [
  update<ContactBody>(event.data.contactId, (before) =>
    altered(before, {
      attemptId: event.data.attemptId,
      attemptAt: event.effectiveAt,
      spoken: plain(event.data.items),
      attempts: [...before.body.attempts, refOf(event)],
    }),
  ),
];

/** Where the contact stands after its present attempt; a word about an earlier attempt changes nothing. */
const after = (
  data: { contactId: Uuid; attemptId: Uuid },
  changed: (body: ContactBody) => Partial<ContactBody>,
) => [
  update<ContactBody>(data.contactId, (before) =>
    before.body.attemptId === data.attemptId ? altered(before, changed(before.body)) : before,
  ),
];

/** One document per contact: where it stands, what it said or was for, and where its decisions are. */
export const contacts = projection<ContactBody>(
  { name: 'contacts', version: 2, indexes: ['creditor', 'debtor'] },
  {
    ContactRequested: (event) => [
      requested(event),
      ...event.data.merges.map((contactId) => dissolves(contactId, 'merged')),
    ],
    ContactSuperseded: ({ data }) => [dissolves(data.contactId, 'superseded')],
    ContactCleared: (event) => decided(event, 'cleared'),
    ContactDeferred: (event) => decided(event, 'deferred'),
    ContactRefused: (event) => decided(event, 'refused'),
    ClearanceExpired: ({ data }) => [stands(data.contactId, 'planned')],
    ClearanceRevoked: ({ data }) => [stands(data.contactId, 'planned')],
    ContactHeld: ({ data }) => [stands(data.contactId, 'held')],
    ContactCancelled: ({ data }) => [
      ends(data.contactId, data.reason === 'USE_OVER' ? 'superseded' : 'cancelled'),
    ],
    AttemptStarted: started,
    AttemptAccepted: ({ data }) =>
      after(data, ({ status, attemptAt }) => ({
        // A receipt may be written down before the outcome of the call: it says more.
        status: status === 'delivered' || status === 'bounced' ? status : 'sent',
        sentAt: attemptAt,
      })),
    AttemptRejected: ({ data }) => after(data, () => ({ status: data.permanent ? 'bounced' : 'planned' })),
    AttemptNotMade: ({ data }) => after(data, () => ({ status: 'planned', spoken: [] })),
    AttemptUnknown: ({ data }) => after(data, () => ({ status: 'unknown' })),
    ContactDelivered: ({ data }) => after(data, () => ({ status: 'delivered' })),
    ContactBounced: ({ data }) => after(data, () => ({ status: 'bounced' })),
  },
  ({ decisions, attempts, ...body }) => ({
    ...body,
    decisions: decisions.map(({ stream }) => stream),
    attempts: attempts.map(({ stream }) => stream),
  }),
);
