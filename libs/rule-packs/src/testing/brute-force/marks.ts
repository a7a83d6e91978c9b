import type { Channel, Facts, Mark, MarkKind, PersonalHours, Proposal } from '@cauce/domain';
import { weekdaysIn } from '@cauce/domain';
import type { Zone } from '@cauce/kernel';
import { addDays, dateIn, dateOf, timeIn, weekdayIn } from './calendar.ts';

/** Whether a mark has begun and not ended: where zones differ, from the first to the last of them. */
const holds = ({ since, lastDay }: Mark, zones: readonly Zone[], ms: number, days?: number): boolean => {
  const begun = (zone: Zone) =>
    since === undefined || (since.length === 10 ? dateIn(zone, ms) >= since : ms >= Date.parse(since));
  const over = (zone: Zone) =>
    (lastDay !== undefined && dateIn(zone, ms) > lastDay) ||
    (days !== undefined && since !== undefined && dateIn(zone, ms) >= addDays(dateOf(zone, since), days));
  return zones.some(begun) && !zones.every(over);
};

/** The marks of some kinds that hold at an instant on what is proposed. */
export const marksAt = (
  { zones, standing }: Facts,
  { debtId, channel, address }: Proposal,
  kinds: readonly MarkKind[],
  ms: number,
  { days, alike = [] }: { days?: number; alike?: readonly (readonly Channel[])[] } = {},
): Mark[] => {
  const same = (one: Channel) =>
    one === channel || alike.some((family) => family.includes(one) && family.includes(channel));
  return (standing?.marks ?? []).filter(
    (mark) =>
      kinds.includes(mark.kind) &&
      (mark.debtIds === undefined || mark.debtIds.includes(debtId)) &&
      (mark.channels === undefined || mark.channels.some(same)) &&
      (mark.addressId === undefined || mark.addressId === address?.id) &&
      holds(mark, zones, ms, days),
  );
};

/** Whether some hours hold at an instant in a zone; with `closedEnd` their closing minute still belongs to them. */
export const inHours = (
  hours: readonly PersonalHours[] = [],
  zone: Zone,
  ms: number,
  closedEnd = false,
): boolean => {
  const time = timeIn(zone, ms);
  return hours.some(
    ({ days, from, to, lastDay = '9999-12-31' }) =>
      days.flatMap(weekdaysIn).includes(weekdayIn(zone, ms)) &&
      dateIn(zone, ms) <= lastDay &&
      from <= time &&
      (time < to || (closedEnd && time === to)),
  );
};
