import type { DisputeParameters, EmailBasis, Facts, Notice, Proposal } from '@cauce/domain';
import type { DateText, InstantText, Zone } from '@cauce/kernel';
import { addDays, dateIn, dateOf } from './calendar.ts';

const daysBetween = (from: DateText, to: DateText): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;

/** Whether a consent has been given, and in no zone longer ago than allowed. */
export const isFresh = (at: InstantText | undefined, days: number, zones: readonly Zone[], ms: number) =>
  at === undefined ||
  (Date.parse(at) <= ms &&
    zones.every((zone) => daysBetween(dateIn(zone, Date.parse(at)), dateIn(zone, ms)) <= days));

export const isProper = (
  basis: EmailBasis,
  domainPublic: boolean | undefined,
  optOutDays: number,
  zones: readonly Zone[],
  ms: number,
): boolean => {
  if (basis.kind === 'consent') return true;
  if (basis.kind === 'prior_collector') return basis.obtainedProperly && basis.usedByLast && !basis.optedOut;
  return (
    domainPublic !== false &&
    daysBetween(basis.sentOn, basis.optOutUntil) >= optOutDays &&
    zones.every((zone) => dateIn(zone, ms) > basis.optOutUntil)
  );
};

/** Whether a notice had all its days and did not come back in them. */
export const hasWaited = (
  notices: readonly Notice[] = [],
  days: number,
  zones: readonly Zone[],
  ms: number,
) =>
  notices.some(({ sentOn, returned }) => {
    const over = addDays(sentOn, days);
    const back = returned === true || (returned !== undefined && returned < over);
    return !back && zones.every((zone) => dateIn(zone, ms) >= over);
  });

/** Whether a dispute that was received in its period stops what is proposed. */
export const isDisputed = (
  { receivedAfter, days = 0, lateToo }: DisputeParameters,
  holidays: (date: DateText) => boolean,
  { standing, zones }: Facts,
  { debtId }: Proposal,
  ms: number,
): boolean => {
  const dispute = standing?.dispute;
  if (!dispute || ms < Date.parse(dispute.receivedAt)) return false;
  if (dispute.debtIds && !dispute.debtIds.includes(debtId)) return false;
  const sent = (standing?.validationNotices ?? []).filter(({ returned }) => returned === undefined);
  const [first] = sent.map(({ sentOn }) => sentOn).sort();
  if (first === undefined || receivedAfter === undefined || lateToo) return true;
  let received = first;
  for (let working = 0; working < receivedAfter; ) {
    received = addDays(received, 1);
    const weekday = Temporal.PlainDate.from(received).dayOfWeek;
    if (weekday < 6 && !holidays(received)) working += 1;
  }
  const last = addDays(received, days);
  return zones.some((zone) => dateOf(zone, dispute.receivedAt) <= last);
};
