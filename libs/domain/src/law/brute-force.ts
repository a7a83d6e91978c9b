import type { DateText } from '@cauce/kernel';
import type { Facts, PastContact, Proposal } from './facts.ts';
import { weekdaysIn } from './kinds/weekdays.ts';
import type {
  CountParameters,
  CountWindow,
  HoursParameters,
  PackDefinition,
  RuleDefinition,
} from './pack.ts';

/**
 * The law read at one instant with Temporal, rule by rule: slow and plain, it shares nothing with the engine's search.
 * Tests hold the engine against it.
 */
export const isLawfulAt = (
  { rules }: PackDefinition,
  holidays: ReadonlySet<DateText>,
  { zones, history }: Facts,
  proposal: Proposal,
  ms: number,
): boolean => {
  const local = (zone: string, instant = ms) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  const inForce = ({ inForce: { from, to = '9999-12-31' } }: RuleDefinition) =>
    zones.map((zone) => local(zone).toPlainDate().toString()).some((date) => date >= from && date <= to);

  const isOpen = ({ windows, closedOnHolidays }: HoursParameters, zone: string): boolean => {
    const here = local(zone);
    if (closedOnHolidays && holidays.has(here.toPlainDate().toString())) return false;
    const time = here.toPlainTime().toString().slice(0, 5);
    return Object.entries(windows)
      .filter(([key]) => weekdaysIn(key).includes(here.dayOfWeek % 7))
      .some(([, spans]) => spans.some(([from, to]) => time >= from && time < to));
  };
  const stillCounts = (past: PastContact, window: CountWindow, zone: string): boolean => {
    const instant = Date.parse(past.at);
    if (window.type === 'ever') return true;
    if (window.type === 'hours') return instant + window.length * 3_600_000 > ms;
    const today = local(zone).toPlainDate();
    const day = local(zone, instant).toPlainDate();
    const over = window.type === 'week' ? monday(day).add({ days: 7 }) : day.add({ days: window.length });
    return Temporal.PlainDate.compare(over, today) > 0;
  };
  const fewer = (
    { counts, per }: CountParameters,
    limit: number,
    window: CountWindow,
    otherChannel = false,
  ) => {
    const relevant = history.filter(
      (past) =>
        (per !== 'debt' || past.debtIds.includes(proposal.debtId)) &&
        (per !== 'creditor' || past.creditorId === proposal.creditorId) &&
        (!otherChannel || past.channel !== proposal.channel) &&
        counts.some(
          ({ direction, channels, outcomes, exceptOutcomes }) =>
            (direction ?? past.direction) === past.direction &&
            (channels ?? [past.channel]).includes(past.channel) &&
            (outcomes ?? [past.outcome]).includes(past.outcome) &&
            !(exceptOutcomes ?? []).includes(past.outcome),
        ),
    );
    return zones.every((zone) => relevant.filter((past) => stillCounts(past, window, zone)).length < limit);
  };

  return rules.filter(inForce).every((rule) => {
    if (rule.kind !== 'hours' && !('counts' in rule.parameters))
      throw new Error(`${rule.kind} is not read here`);
    if (rule.kind === 'hours') return zones.every((zone) => isOpen(rule.parameters, zone));
    if (rule.kind === 'cap') return fewer(rule.parameters, rule.parameters.limit, rule.parameters.window);
    if (rule.kind === 'channel_exclusive') return fewer(rule.parameters, 1, rule.parameters.window, true);
    if (rule.kind !== 'min_gap') throw new Error(`rules of the kind ${rule.kind} are not read here`);
    const { gap } = rule.parameters;
    const window: CountWindow =
      'hours' in gap ? { type: 'hours', length: gap.hours } : { type: 'days', length: gap.wholeDays + 1 };
    return fewer(rule.parameters, 1, window);
  });
};
