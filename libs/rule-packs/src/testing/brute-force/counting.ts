import type {
  CapParameters,
  CountFilter,
  CountParameters,
  CountWindow,
  Facts,
  MinGapParameters,
  PastContact,
  PauseParameters,
  Proposal,
} from '@cauce/domain';
import type { Zone } from '@cauce/kernel';
import { addDays, dateIn, mondayOf, startOf } from './calendar.ts';

const isOfSame = ({ per, discussedToo }: CountParameters, past: PastContact, proposal: Proposal): boolean => {
  const debts = discussedToo ? [...past.debtIds, ...(past.discussedDebtIds ?? [])] : past.debtIds;
  return (
    (past.person ?? 'debtor') === (proposal.person ?? 'debtor') &&
    (per !== 'debt' || debts.includes(proposal.debtId)) &&
    (per !== 'creditor' || past.creditorId === proposal.creditorId)
  );
};

const passes = (
  {
    direction,
    channels,
    outcomes,
    exceptOutcomes,
    addresses,
    exceptAnswers,
    exceptBelievedWrong,
  }: CountFilter,
  past: PastContact,
): boolean =>
  (direction ?? past.direction) === past.direction &&
  (channels ?? [past.channel]).includes(past.channel) &&
  (outcomes ?? [past.outcome]).includes(past.outcome) &&
  !(exceptOutcomes ?? []).includes(past.outcome) &&
  (addresses === undefined || addresses.some((kind) => kind === past.address?.kind)) &&
  !(exceptAnswers && past.answers !== undefined) &&
  !(exceptBelievedWrong && past.believedWrong);

/** Contacts that the rule counts, in whichever window. */
const relevant = (parameters: CountParameters, { history }: Facts, proposal: Proposal): PastContact[] => {
  const wrong = history.filter(({ outcome }) => outcome === 'learned_wrong_number');
  const isWrong = ({ address }: PastContact) =>
    address?.id !== undefined && wrong.some((other) => other.address?.id === address.id);
  return history.filter(
    (past) =>
      isOfSame(parameters, past, proposal) &&
      !(parameters.exceptWrongNumbers && isWrong(past)) &&
      parameters.counts.some((filter) => passes(filter, past)),
  );
};

const stillCounts = (past: PastContact, window: CountWindow, zone: Zone, ms: number): boolean => {
  const then = Date.parse(past.at);
  if (window.type === 'ever') return true;
  if (window.type === 'hours') return then + window.length * 3_600_000 > ms;
  const day = dateIn(zone, then);
  const over = window.type === 'week' ? addDays(mondayOf(day), 7) : addDays(day, window.length);
  return dateIn(zone, ms) < over;
};

/** Whether the person's agreement to calls covers an instant, in all zones. */
const isAgreed = (
  parameters: CountParameters,
  { history, zones }: Facts,
  proposal: Proposal,
  ms: number,
  strictly = false,
): boolean => {
  const { agreementDays } = parameters;
  if (agreementDays === undefined) return false;
  const same = history.filter((past) => isOfSame(parameters, past, proposal));
  const isTalk = ({ channel, outcome }: PastContact) =>
    ['call', 'ivr'].includes(channel) && outcome === 'conversation';
  return same.some(({ at, agreesToCalls }) => {
    const then = Date.parse(at);
    const { onlyDay } = agreesToCalls ?? {};
    const begins = Math.max(then, ...(onlyDay ? zones.map((zone) => startOf(onlyDay, zone)) : []));
    if (!agreesToCalls || ms < begins || (strictly && ms === begins)) return false;
    const ended = same.some((past) => {
      const when = Date.parse(past.at);
      const takenBack = past.revokesCalls === true && when >= then;
      return (takenBack || (isTalk(past) && when > then)) && when <= ms;
    });
    const inTime = zones.every((zone) =>
      onlyDay === undefined
        ? dateIn(zone, ms) < addDays(dateIn(zone, then), agreementDays)
        : dateIn(zone, ms) === onlyDay,
    );
    return !ended && inTime;
  });
};

/** Whether fewer contacts than the limit still count, or the person agreed to more. */
export const fewer = (
  parameters: CountParameters & Pick<CapParameters, 'after'>,
  limit: number,
  window: CountWindow,
  facts: Facts,
  proposal: Proposal,
  ms: number,
  other: (past: PastContact) => boolean = () => true,
): boolean => {
  const { after } = parameters;
  if (isAgreed(parameters, facts, proposal, ms)) return true;
  const counted = relevant(parameters, facts, proposal).filter(
    (past) => other(past) && !isAgreed(parameters, facts, proposal, Date.parse(past.at), true),
  );
  const follows = (past: PastContact, zone: Zone): boolean =>
    after === undefined ||
    facts.history.some(
      (one) =>
        isOfSame(parameters, one, proposal) &&
        passes(after, one) &&
        Date.parse(one.at) < Date.parse(past.at) &&
        stillCounts(one, window, zone, ms),
    );
  const isBelow = (zone: Zone) =>
    counted.filter((past) => stillCounts(past, window, zone, ms) && follows(past, zone)).length < limit;
  return parameters.anyZone ? facts.zones.some(isBelow) : facts.zones.every(isBelow);
};

/** Two whole days in between are three on which the first contact counts, its own among them. */
export const gapWindow = ({ gap }: MinGapParameters): CountWindow =>
  'hours' in gap ? { type: 'hours', length: gap.hours } : { type: 'days', length: gap.wholeDays + 1 };

/** Whether no run of full days lies less than the pause before an instant. */
export const rested = (
  parameters: PauseParameters,
  facts: Facts,
  proposal: Proposal,
  ms: number,
): boolean => {
  const { moreThan, onDays, days } = parameters;
  const counted = relevant(parameters, facts, proposal);
  const isRested = (zone: Zone) => {
    const dates = counted.map(({ at }) => dateIn(zone, Date.parse(at)));
    const isFull = (date: string) => dates.filter((one) => one === date).length > moreThan;
    return !dates.some(
      (last) =>
        dateIn(zone, ms) <= addDays(last, days) &&
        Array.from({ length: onDays }, (_, back) => addDays(last, -back)).every(isFull),
    );
  };
  return parameters.anyZone ? facts.zones.some(isRested) : facts.zones.every(isRested);
};
