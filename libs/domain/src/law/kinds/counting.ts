import type { PastContact, Proposal } from '../facts.ts';
import type { PastEntry } from '../history.ts';
import type { CountFilter, CountParameters, CountWindow } from '../pack.ts';
import { firstOfAll } from '../settle.ts';
import { DAY, dayAt, type EpochDay, firstOnDay, HOUR, MINUTE, mondayOf } from '../wall-clock.ts';
import type { Judgement, Matter } from './kind.ts';

const DEBTOR = 'debtor';

const passes = (filter: CountFilter, { direction, channel, outcome }: PastContact): boolean =>
  (filter.direction === undefined || filter.direction === direction) &&
  (filter.channels === undefined || filter.channels.includes(channel)) &&
  (filter.outcomes === undefined || filter.outcomes.includes(outcome)) &&
  !filter.exceptOutcomes?.includes(outcome);

const sharesScope = (per: CountParameters['per'], past: PastContact, proposal: Proposal): boolean =>
  (past.person ?? DEBTOR) === (proposal.person ?? DEBTOR) &&
  (per !== 'debt' || past.debtIds.includes(proposal.debtId)) &&
  (per !== 'creditor' || past.creditorId === proposal.creditorId);

/** Longest that a contact can count, a day over for zones far from each other. */
const reach = (window: CountWindow): number =>
  window.type === 'hours' ? window.length * HOUR : ((window.type === 'week' ? 7 : window.length) + 2) * DAY;

/** Past contacts that may still count at the proposed instant. */
const counted = (
  { past, proposal, at }: Matter,
  { counts, per }: CountParameters,
  window: CountWindow,
  also: (contact: PastContact) => boolean,
): PastEntry[] => {
  const oldest = at - reach(window);
  const found: PastEntry[] = [];
  for (const entry of past) {
    if (entry.at < oldest) break;
    const { contact } = entry;
    if (sharesScope(per, contact, proposal) && also(contact) && counts.some((f) => passes(f, contact))) {
      found.push(entry);
    }
  }
  return found;
};

/** The first local day on which a contact of `day` no longer counts. */
const releaseDay = (window: CountWindow & { type: 'days' | 'week' }, day: EpochDay): EpochDay =>
  window.type === 'week' ? mondayOf(day) + 7 : day + window.length;

/** The `rank`-th largest, from 1; -Infinity when there are fewer. */
const largest = (values: readonly number[], rank: number): number =>
  [...values].sort((a, b) => b - a)[rank - 1] ?? Number.NEGATIVE_INFINITY;

/**
 * The judgement of "fewer than `limit` contacts that count". Each contact counts until its release; what is allowed
 * again is therefore the release of the `limit`-th last one, in the zone where that is latest. A contact later than
 * the proposal (a reservation) counts too.
 */
export const fewerThan = (
  limit: number,
  window: CountWindow,
  parameters: CountParameters,
  matter: Matter,
  reason: Judgement['reason'],
  also: (contact: PastContact) => boolean = () => true,
): Judgement => {
  const { zones } = matter.facts;
  const { at, until } = matter;
  const entries = counted(matter, parameters, window, also);
  const stillCounts =
    window.type === 'hours'
      ? ({ at: past }: PastEntry) => past + window.length * HOUR > at
      : (entry: PastEntry) => zones.some((zone) => releaseDay(window, entry.dayIn(zone)) > dayAt(zone, at));
  const inputs = () => {
    const counting = entries.filter(stillCounts);
    return { limit, counted: counting.length, instants: counting.map(({ contact }) => contact.at) };
  };
  if (window.type === 'hours') {
    const release =
      largest(
        entries.map((entry) => entry.at),
        limit,
      ) +
      window.length * HOUR;
    const minute = Math.ceil(release / MINUTE) * MINUTE;
    return { earliest: (from) => (from >= release ? from : minute), reason, inputs };
  }
  const perZone = zones.map((zone) => {
    const day = largest(
      entries.map((entry) => releaseDay(window, entry.dayIn(zone))),
      limit,
    );
    return (from: number) => firstOnDay(zone, from, until, day);
  });
  return { earliest: (from) => firstOfAll(perZone, from, until), reason, inputs };
};
