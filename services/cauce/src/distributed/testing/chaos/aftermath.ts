import type { RecordedEvent } from '@cauce/contracts';
import { unlawfulAttempts } from '../../../acceptance/testing/unlawful.ts';
import type { Exempt } from '../../../crash/end-state.ts';
import type { Struck } from './striker.ts';

type Told = Readonly<Record<string, string | undefined>>;

const told = ({ data }: RecordedEvent): Told => data as Told;
const OUTCOMES = ['AttemptAccepted', 'AttemptRejected', 'AttemptNotMade', 'AttemptUnknown'];
const ANSWERS = ['ContactCleared', 'ContactDeferred', 'ContactRefused', 'ContactCancelled'];

/** What each attempt came to, in order; nothing of one without outcome. */
const outcomesOf = (events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> => {
  const outcomes = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const { attemptId = '' } = told(event);
    if (event.type === 'AttemptStarted') outcomes.set(attemptId, []);
    else if (OUTCOMES.includes(event.type)) outcomes.get(attemptId)?.push(event);
  }
  return outcomes;
};

/** What fell, and the end of the log soon after; and just before, where an attempt may have got its outcome meanwhile. */
export type Fallen = Pick<Struck, 'target' | 'position'> & { readonly before?: string };

/** Attempts that senders of a struck target's channel were in when it fell. */
const inFlight = (
  events: readonly RecordedEvent[],
  { target, position, before = position }: Fallen,
): string[] => {
  const outcomes = outcomesOf(events);
  return events.flatMap((event) => {
    if (event.type !== 'AttemptStarted' || event.position > position) return [];
    const { attemptId = '', channel = '' } = told(event);
    const [first] = outcomes.get(attemptId) ?? [];
    const open = first === undefined || first.position > before;
    return open && target.startsWith(`outbound-${channel}`) ? [attemptId] : [];
  });
};

/** Contacts of which it was not known for a while, or is not known, whether they were sent; by their debtors. */
const unsureContacts = (events: readonly RecordedEvent[]): Map<string, string> =>
  new Map(
    events
      .filter(({ type }) => type === 'AttemptUnknown')
      .map(told)
      .map(({ contactId = '', debtorId = '' }) => [contactId, debtorId]),
  );

const bouncedIn = (events: readonly RecordedEvent[]): Set<string | undefined> =>
  new Set(events.filter(({ type }) => type === 'ContactBounced').map((event) => told(event).contactId));

/**
 * Debtors with an unsure contact that bounced in the undisturbed run. Where it was never sent, nobody learns that the
 * address takes nothing, and the next contact is sent there.
 */
const debtorsWithoutBounce = (
  calm: readonly RecordedEvent[],
  disturbed: readonly RecordedEvent[],
): ReadonlySet<string> => {
  const unsure = unsureContacts(disturbed);
  const bounced = bouncedIn(calm);
  return new Set([...unsure].flatMap(([contactId, debtorId]) => (bounced.has(contactId) ? [debtorId] : [])));
};

/** What an undisturbed run and one with unsure contacts need not agree on. */
export const exemptIn = (calm: readonly RecordedEvent[], disturbed: readonly RecordedEvent[]): Exempt => {
  const unsure = unsureContacts(disturbed);
  const tried = debtorsWithoutBounce(calm, disturbed);
  const bounced = bouncedIn(calm);
  const asked = [...calm, ...disturbed].filter(({ type }) => type === 'ContactRequested').map(told);
  return {
    contacts: new Set(unsure.keys()),
    debtors: new Set(unsure.values()),
    after: new Set(
      asked.flatMap(({ contactId = '', debtorId = '' }) =>
        tried.has(debtorId) && !bounced.has(contactId) ? [contactId] : [],
      ),
    ),
  };
};

/** Attempts that ended as unknown and stayed so. */
export const unknownAttempts = (events: readonly RecordedEvent[]): string[] =>
  [...outcomesOf(events)].flatMap(([id, said]) => (said.at(-1)?.type === 'AttemptUnknown' ? [id] : []));

/** How often each debtor was tried on each day and may have been reached. */
const reachedByDay = (events: readonly RecordedEvent[]): Map<string, number> => {
  const outcomes = outcomesOf(events);
  const counts = new Map<string, number>();
  for (const event of events) {
    const { attemptId = '', debtorId } = told(event);
    const last = outcomes.get(attemptId)?.at(-1)?.type;
    if (event.type !== 'AttemptStarted' || last === 'AttemptRejected' || last === 'AttemptNotMade') continue;
    const key = `${debtorId} on ${event.recordedAt.slice(0, 10)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

/** What is wrong with a log for itself: lines that are not complete, things that are stuck, laws that are broken. */
const incompleteLines = (events: readonly RecordedEvent[]): string[] => {
  const ids = (types: readonly string[], field: string): Set<string | undefined> =>
    new Set(events.filter(({ type }) => types.includes(type)).map((event) => told(event)[field]));
  const [scored, segmented] = [ids(['DebtScored'], 'debtId'), ids(['SegmentEntered'], 'debtId')];
  const answered = ids(ANSWERS, 'requestId');
  const gone = ids(['ContactSuperseded', 'ContactHeld', 'ContactRefused'], 'contactId');
  const used = ids(['AttemptStarted', 'ClearanceExpired', 'ClearanceRevoked'], 'clearanceId');
  const ended = ids(['ContactHeld', 'ContactCancelled'], 'contactId');
  const outcomes = outcomesOf(events);
  return events.flatMap((event) => {
    const { debtId, contactId, clearanceId, attemptId = '' } = told(event);
    if (event.type === 'DebtPlaced' && !(scored.has(debtId) && segmented.has(debtId)))
      return [`debt ${debtId} has no score or no segment`];
    if (event.type === 'ContactRequested' && !answered.has(event.id) && !gone.has(contactId))
      return [`contact ${contactId} was not answered by the gate`];
    if (event.type === 'ContactCleared' && !used.has(clearanceId) && !ended.has(contactId))
      return [`contact ${contactId} was cleared, and nothing came of it`];
    if (event.type === 'AttemptStarted' && outcomes.get(attemptId)?.length === 0)
      return [`attempt ${attemptId} has no outcome`];
    return [];
  });
};

/** What is wrong with the log of a disturbed run, in words, given that of an undisturbed one and what struck it. */
export const logBreaches = (
  calm: readonly RecordedEvent[],
  disturbed: readonly RecordedEvent[],
  struck: readonly Fallen[],
): string[] => {
  const excused = new Set(struck.flatMap((one) => inFlight(disturbed, one)));
  const triedAgain = debtorsWithoutBounce(calm, disturbed);
  const allowed = reachedByDay(calm);
  const reached = reachedByDay(disturbed.filter((event) => !triedAgain.has(told(event).debtorId ?? '')));
  return [
    ...incompleteLines(disturbed),
    ...unlawfulAttempts(disturbed).map((id) => `attempt ${id} was against the law`),
    ...unknownAttempts(disturbed)
      .filter((id) => !excused.has(id))
      .map((id) => `attempt ${id} is unknown, and was not in flight when its sender fell`),
    ...[...reached]
      .filter(([key, count]) => count > (allowed.get(key) ?? 0))
      .map(([key, count]) => `debtor ${key}: reached ${count} times, not ${allowed.get(key) ?? 0}`),
  ];
};
