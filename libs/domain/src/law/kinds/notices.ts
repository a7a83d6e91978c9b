import { msOf, type Zone } from '@cauce/kernel';
import type { Notice } from '../facts.ts';
import { dayOf, type EpochDay, weekdayOf } from '../wall-clock.ts';
import { forbid } from './forbid.ts';
import type { Kind } from './kind.ts';
import { dayBeginsInAll, localDayOf, outside } from './spans.ts';

/** The first local day after the waiting time of a notice; none where it came back within it. */
const waitedUntil = ({ sentOn, returned }: Notice, days: number): EpochDay | undefined => {
  const over = dayOf(sentOn) + days;
  if (returned === true) return undefined;
  return returned !== undefined && dayOf(returned) < over ? undefined : over;
};

/** Before a debt is reported, a notice must have had its time to come back. */
export const noticeWait: Kind<'notice_wait'> = ({ days }, { reason = 'CREDIT_REPORTING_WAIT' }) => {
  return ({ facts: { zones, standing } }) => {
    const notices = standing?.reportingNotices ?? [];
    const inputs = { notices: notices.map(({ sentOn }) => sentOn) };
    const over = notices.flatMap((notice) => waitedUntil(notice, days) ?? []);
    if (over.length === 0)
      return forbid(true, notices.length > 0 ? 'CREDIT_REPORTING_UNDELIVERABLE' : reason, inputs);
    const first = dayBeginsInAll(zones, Math.min(...over));
    return { earliest: (from) => Math.max(from, first), reason: () => reason, inputs: () => inputs };
  };
};

/** A day some working days after another: neither Saturdays nor Sundays nor holidays. */
const workingDaysAfter = (day: EpochDay, count: number, isHoliday: (day: EpochDay) => boolean): EpochDay => {
  let after = day;
  for (let left = count; left > 0; ) {
    after += 1;
    if (weekdayOf(after) % 6 !== 0 && !isHoliday(after)) left -= 1;
  }
  return after;
};

const firstArrived = (notices: readonly Notice[] = []): Notice | undefined =>
  notices
    .filter(({ returned }) => returned === undefined)
    .reduce<Notice | undefined>(
      (first, one) => (first && first.sentOn <= one.sentOn ? first : one),
      undefined,
    );

/**
 * A dispute that was received in the validation period, where there is one, stops what it is about. The period runs
 * from the first notice that did not come back.
 */
export const dispute: Kind<'dispute'> = (
  { receivedAfter, days = 0, lateToo },
  { reason = 'DISPUTE_PENDING', isHoliday },
) => {
  const lastDay = ({ sentOn }: Notice): EpochDay =>
    receivedAfter === undefined
      ? Number.POSITIVE_INFINITY
      : workingDaysAfter(dayOf(sentOn), receivedAfter, isHoliday) + days;
  return ({ facts: { zones, standing }, proposal }) => {
    const disputed = standing?.dispute;
    const notice = firstArrived(standing?.validationNotices);
    const inTime = (zone: Zone): boolean =>
      disputed !== undefined &&
      (notice === undefined || lateToo || localDayOf(disputed.receivedAt, zone) <= lastDay(notice));
    const stops =
      disputed !== undefined && (disputed.debtIds?.includes(proposal.debtId) ?? true) && zones.some(inTime);
    const from = stops ? msOf(disputed.receivedAt) : Number.POSITIVE_INFINITY;
    return {
      earliest: outside([{ from, until: Number.POSITIVE_INFINITY }]),
      reason: () => reason,
      inputs: () => ({ receivedAt: disputed?.receivedAt ?? null, notice: notice?.sentOn ?? null }),
    };
  };
};
