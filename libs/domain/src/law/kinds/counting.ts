import type { Zone } from '@cauce/kernel';
import type { PastContact, Proposal } from '../facts.ts';
import type { PastEntry } from '../history.ts';
import type { CapParameters, CountFilter, CountParameters, CountWindow } from '../pack.ts';
import { acrossZones, always } from '../settle.ts';
import { DAY, dayAt, type EpochDay, firstOnDay, HOUR, mondayOf } from '../wall-clock.ts';
import { agreedSpans, liftedBy } from './agreement.ts';
import type { Judgement, Matter } from './kind.ts';

const DEBTOR = 'debtor';

const passes = (filter: CountFilter, past: PastContact): boolean => {
  const kind = past.address?.kind;
  return (
    (filter.direction === undefined || filter.direction === past.direction) &&
    (filter.channels === undefined || filter.channels.includes(past.channel)) &&
    (filter.outcomes === undefined || filter.outcomes.includes(past.outcome)) &&
    !filter.exceptOutcomes?.includes(past.outcome) &&
    (filter.addresses === undefined || (kind !== undefined && filter.addresses.includes(kind))) &&
    !(filter.exceptAnswers && past.answers !== undefined) &&
    !(filter.exceptBelievedWrong && past.believedWrong)
  );
};

const isOfDebt = ({ debtIds, discussedDebtIds = [] }: PastContact, debtId: string, discussedToo = false) =>
  debtIds.includes(debtId) || (discussedToo && discussedDebtIds.includes(debtId));

const sharesScope = (
  { per, discussedToo }: CountParameters,
  past: PastContact,
  proposal: Proposal,
): boolean =>
  (past.person ?? DEBTOR) === (proposal.person ?? DEBTOR) &&
  (per !== 'debt' || isOfDebt(past, proposal.debtId, discussedToo)) &&
  (per !== 'creditor' || past.creditorId === proposal.creditorId);

/** Longest that a contact can count, a day over for zones far from each other. */
const reach = (window: CountWindow): number => {
  if (window.type === 'ever') return Number.POSITIVE_INFINITY;
  if (window.type === 'hours') return window.length * HOUR;
  return ((window.type === 'week' ? 7 : window.length) + 2) * DAY;
};

/** Numbers of which a later contact taught that they are somebody else's. */
const wrongNumbers = ({ past }: Matter): ReadonlySet<string | undefined> =>
  new Set(
    past
      .filter(({ contact }) => contact.outcome === 'learned_wrong_number')
      .map(({ contact }) => contact.address?.id),
  );

const NONE: ReadonlySet<string | undefined> = new Set();

/** Past contacts that may still count at the proposed instant. */
export const counted = (
  matter: Matter,
  parameters: CountParameters,
  window: CountWindow,
  also: (entry: PastEntry) => boolean = () => true,
): PastEntry[] => {
  const { past, proposal, at } = matter;
  const oldest = at - reach(window);
  const wrong = parameters.exceptWrongNumbers ? wrongNumbers(matter) : NONE;
  const found: PastEntry[] = [];
  for (const entry of past) {
    if (entry.at < oldest) break;
    const { contact } = entry;
    if (
      sharesScope(parameters, contact, proposal) &&
      parameters.counts.some((filter) => passes(filter, contact)) &&
      !(contact.address?.id !== undefined && wrong.has(contact.address.id)) &&
      also(entry)
    ) {
      found.push(entry);
    }
  }
  return found;
};

/** In place of each contact the last one before it that passes a filter: it counts for as long as that one. */
const following = (
  entries: readonly PastEntry[],
  after: CountFilter,
  parameters: CountParameters,
  { past, proposal }: Matter,
): PastEntry[] => {
  const before = past.filter(
    ({ contact }) => sharesScope(parameters, contact, proposal) && passes(after, contact),
  );
  return entries.flatMap((entry) => before.find(({ at }) => at < entry.at) ?? []);
};

/** The first local day on which a contact of `day` no longer counts. */
const releaseDay = (window: Exclude<CountWindow, { type: 'hours' }>, day: EpochDay): EpochDay => {
  if (window.type === 'ever') return Number.POSITIVE_INFINITY;
  return window.type === 'week' ? mondayOf(day) + 7 : day + window.length;
};

/** The `rank`-th largest, from 1; -Infinity when there are fewer. */
const largest = (values: readonly number[], rank: number): number =>
  [...values].sort((a, b) => b - a)[rank - 1] ?? Number.NEGATIVE_INFINITY;

/**
 * The judgement of "fewer than `limit` contacts that count". Each contact counts until its release; what is allowed
 * again is therefore the release of the `limit`-th last one, in the zone where that is latest (or first, where any
 * zone will do). A contact later than
 * the proposal (a reservation) counts too.
 */
export const fewerThan = (
  limit: number,
  window: CountWindow,
  parameters: CountParameters & Pick<CapParameters, 'after'>,
  matter: Matter,
  reason: Judgement['reason'],
  also: (contact: PastContact) => boolean = () => true,
): Judgement => {
  const { agreementDays, anyZone, after } = parameters;
  const spans =
    agreementDays === undefined
      ? []
      : agreedSpans(matter, agreementDays, (past) => sharesScope(parameters, past, matter.proposal));
  const entries = counted(
    matter,
    parameters,
    window,
    ({ at, contact }) => also(contact) && !spans.some(({ from, until }) => from < at && at < until),
  );
  const counting = after ? following(entries, after, parameters, matter) : entries;
  return liftedBy(judgementOf(counting, limit, window, anyZone, matter, reason), spans, matter.at);
};

const judgementOf = (
  entries: readonly PastEntry[],
  limit: number,
  window: CountWindow,
  anyZone: boolean | undefined,
  matter: Matter,
  reason: Judgement['reason'],
): Judgement => {
  const { zones } = matter.facts;
  const { at, until } = matter;
  const stillCounts =
    window.type === 'hours'
      ? ({ at: past }: PastEntry) => past + window.length * HOUR > at
      : (entry: PastEntry) => {
          const countsIn = (zone: Zone) => releaseDay(window, entry.dayIn(zone)) > dayAt(zone, at);
          return anyZone ? zones.every(countsIn) : zones.some(countsIn);
        };
  const inputs = () => {
    const counting = entries.filter(stillCounts);
    return { limit, counted: counting.length, instants: counting.map(({ contact }) => contact.at) };
  };
  if (entries.length < limit) return { earliest: always, reason, inputs };
  if (window.type === 'hours') {
    const release =
      largest(
        entries.map((entry) => entry.at),
        limit,
      ) +
      window.length * HOUR;
    return { earliest: (from) => Math.max(from, release), reason, inputs };
  }
  const perZone = zones.map((zone) => {
    const day = largest(
      entries.map((entry) => releaseDay(window, entry.dayIn(zone))),
      limit,
    );
    return (from: number) => firstOnDay(zone, from, until, day);
  });
  return { earliest: acrossZones(perZone, anyZone, until), reason, inputs };
};
