import type { PastContact } from '../facts.ts';
import type { PastEntry } from '../history.ts';
import { changingAt, either } from '../settle.ts';
import { dayAt, dayOf } from '../wall-clock.ts';
import type { Judgement, Matter } from './kind.ts';
import { dayBegins, edgesOf, holdsAt, type TimeSpan } from './spans.ts';

const isConversation = ({ channel, outcome }: PastContact): boolean =>
  (channel === 'call' || channel === 'ivr') && outcome === 'conversation';

/** Whether a contact ends an agreement given at an instant. The conversation in which it was given does not. */
const endsAgreement = ({ at, contact }: PastEntry, given: number): boolean =>
  (contact.revokesCalls === true && at >= given) || (isConversation(contact) && at > given);

/**
 * When the person's agreements to calls hold: each from its instant for some local days, its own being the first, or
 * on the one day that it names; until it is taken back or a conversation takes place. In several zones, the shortest.
 */
export const agreedSpans = (
  { past, facts: { zones } }: Matter,
  days: number,
  concerns: (contact: PastContact) => boolean,
): TimeSpan[] => {
  const own = past.filter(({ contact }) => concerns(contact));
  return own.flatMap(({ at, contact: { agreesToCalls } }) => {
    if (!agreesToCalls) return [];
    const only = agreesToCalls.onlyDay === undefined ? undefined : dayOf(agreesToCalls.onlyDay);
    const begins = zones.map((zone) => (only === undefined ? at : Math.max(at, dayBegins(zone, only))));
    const ends = zones.map((zone) => dayBegins(zone, only === undefined ? dayAt(zone, at) + days : only + 1));
    const ended = own.filter((entry) => endsAgreement(entry, at)).map((entry) => entry.at);
    return [{ from: Math.max(...begins), until: Math.min(...ends, ...ended) }];
  });
};

/** A judgement that agreements lift while they hold. */
export const liftedBy = (judgement: Judgement, spans: readonly TimeSpan[], at: number): Judgement => {
  if (spans.length === 0) return judgement;
  const isLifted = (instant: number) => spans.some((span) => holdsAt(span, instant));
  return {
    ...judgement,
    earliest: either(judgement.earliest, changingAt(edgesOf(spans), isLifted)),
    allowedBy: () => (isLifted(at) ? 'OK_PRIOR_CONSENT' : undefined),
  };
};
