import { msOf } from '@cauce/kernel';
import type { EmailBasis } from '../facts.ts';
import type { ReasonCode } from '../vocabulary.ts';
import { dayAt, dayOf } from '../wall-clock.ts';
import { forbid } from './forbid.ts';
import type { Kind } from './kind.ts';
import { dayBeginsInAll } from './spans.ts';

/** A consent must have been given, and lately enough where the text says so. */
export const consent: Kind<'consent'> = (parameters, { reason }) => {
  const { consent: kind, days = Number.POSITIVE_INFINITY } = parameters;
  return ({ facts: { standing, zones }, at }) => {
    const given = (standing?.consents ?? []).filter((one) => one.kind === kind);
    // The strictest of the candidate zones: the one in which most days have passed.
    const daysSince = (instant: string): number =>
      Math.max(...zones.map((zone) => dayAt(zone, at) - dayAt(zone, msOf(instant))));
    const fresh = given.some((one) => one.at === undefined || daysSince(one.at) <= days);
    const stale: ReasonCode = given.length > 0 ? 'CONSENT_STALE' : 'NO_CONSENT';
    return forbid(!fresh, reason ?? stale, { consent: kind, given: given.map((one) => one.at ?? null) });
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
