import { instantOfMs, msOf } from '@cauce/kernel';
import type { EmailBasis } from '../facts.ts';
import { changingAt } from '../settle.ts';
import type { ConsentKind, ReasonCode } from '../vocabulary.ts';
import { dayAt, dayOf } from '../wall-clock.ts';
import { forbid } from './forbid.ts';
import type { Kind, Matter } from './kind.ts';
import { dayBeginsInAll } from './spans.ts';

/** A consent of which nobody knows the instant has always been there. */
const ALWAYS = Number.NEGATIVE_INFINITY;

/** When the person consented to something, in ascending order; milliseconds since 1970. */
export const consentsTo = ({ facts: { standing } }: Matter, wanted: ConsentKind): number[] =>
  (standing?.consents ?? [])
    .filter(({ kind }) => kind === wanted)
    .map(({ at }) => (at === undefined ? ALWAYS : msOf(at)))
    .sort((a, b) => a - b);

/** A consent must have been given, and lately enough where the text says so. */
export const consent: Kind<'consent'> = (parameters, { reason }) => {
  const { consent: kind, days = Number.POSITIVE_INFINITY } = parameters;
  return (matter) => {
    const { zones } = matter.facts;
    const given = consentsTo(matter, kind);
    // The strictest of the candidate zones: the one in which most days have passed.
    const daysSince = (then: number, instant: number): number =>
      Math.max(...zones.map((zone) => dayAt(zone, instant) - dayAt(zone, then)));
    const isFresh = (instant: number): boolean =>
      given.some((then) => then <= instant && (then === ALWAYS || daysSince(then, instant) <= days));
    const stale: ReasonCode = given.some((then) => then <= matter.at) ? 'CONSENT_STALE' : 'NO_CONSENT';
    return {
      earliest: changingAt(given, isFresh),
      reason: () => reason ?? stale,
      inputs: () => ({
        consent: kind,
        given: given.map((then) => (then === ALWAYS ? null : instantOfMs(then))),
      }),
    };
  };
};

/** Only channels that the person authorised, where the person was asked. */
export const authorisedChannels: Kind<'authorised_channels'> = (
  _none,
  { reason = 'UNAUTHORISED_CHANNEL' },
) => {
  return ({ facts: { standing }, proposal }) => {
    const authorised = standing?.authorisedChannels;
    return forbid(authorised !== undefined && !authorised.includes(proposal.channel), reason, {
      authorised: authorised ? [...authorised] : null,
    });
  };
};

/** Whether a basis does not hold at all, not even once its period for opting out is over. */
const isImproper = (basis: EmailBasis, domainPublic: boolean | undefined, optOutDays: number): boolean => {
  if (basis.kind === 'consent') return false;
  if (basis.kind === 'prior_collector') return !basis.obtainedProperly || !basis.usedByLast || basis.optedOut;
  return domainPublic === false || dayOf(basis.optOutUntil) - dayOf(basis.sentOn) < optOutDays;
};

/** The way in which a sender came by an e-mail address must be proper, where one is claimed. */
export const emailBasis: Kind<'email_basis'> = ({ optOutDays }, { reason = 'EMAIL_PROCEDURE' }) => {
  return ({ proposal: { address }, facts: { zones } }) => {
    const basis = address?.basis;
    const inputs = { basis: basis?.kind ?? null };
    if (basis === undefined) return forbid(false, reason, inputs);
    if (isImproper(basis, address?.domainPublic, optOutDays)) return forbid(true, reason, inputs);
    if (basis.kind !== 'creditor_notice') return forbid(false, reason, inputs);
    const over = dayBeginsInAll(zones, dayOf(basis.optOutUntil) + 1);
    return {
      earliest: (from) => Math.max(from, over),
      reason: () => 'EMAIL_OPT_OUT_PERIOD',
      inputs: () => ({ ...inputs, optOutUntil: basis.optOutUntil }),
    };
  };
};
