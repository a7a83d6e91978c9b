import type { PastContact } from '../facts.ts';
import type { Earliest } from '../settle.ts';
import { dayAt, dayOf } from '../wall-clock.ts';
import type { Judgement, Matter } from './kind.ts';
import { dayBegins, holdsAt, type TimeSpan } from './spans.ts';

const isConversation = ({ channel, outcome }: PastContact): boolean =>
  (channel === 'call' || channel === 'ivr') && outcome === 'conversation';

/**
 * When the person's agreements to calls hold: each from its instant for some local days, its own being the first, or
 * on the one day that it names; until it is taken back or a conversation takes place. In several zones, the shortest.
 */
export const agreedSpans = (
  { past, facts: { zones } }: Matter,
  days: number,
  concerns: (contact: PastContact) => boolean,
): TimeSpan[] => {
  const spans: TimeSpan[] = [];
  /** The first end after what is looked at: entries come latest first. */
  let ended = Number.POSITIVE_INFINITY;
  for (const { at, contact } of past) {
    if (!concerns(contact)) continue;
    const { agreesToCalls, revokesCalls } = contact;
    if (agreesToCalls) {
      const only = agreesToCalls.onlyDay === undefined ? undefined : dayOf(agreesToCalls.onlyDay);
      const begins = zones.map((zone) => (only === undefined ? at : Math.max(at, dayBegins(zone, only))));
      const ends = zones.map((zone) =>
        dayBegins(zone, only === undefined ? dayAt(zone, at) + days : only + 1),
      );
      spans.push({ from: Math.max(...begins), until: Math.min(ended, ...ends) });
    }
    if (revokesCalls || isConversation(contact)) ended = at;
  }
  return spans;
};

/** A judgement that agreements lift while they hold. */
export const liftedBy = (judgement: Judgement, spans: readonly TimeSpan[], at: number): Judgement => {
  if (spans.length === 0) return judgement;
  const earliest: Earliest = (from) => {
    if (spans.some((span) => holdsAt(span, from))) return from;
    const alone = judgement.earliest(from);
    const begins = spans.map((span) => span.from).filter((begin) => begin > from);
    return Math.min(alone, ...begins);
  };
  const isLifted = spans.some((span) => holdsAt(span, at));
  return { ...judgement, earliest, allowedBy: () => (isLifted ? 'OK_PRIOR_CONSENT' : undefined) };
};
