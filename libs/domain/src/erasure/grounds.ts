import type { InstantText } from '@cauce/kernel';
import type { Person } from '../contact/state.ts';
import type { Debt } from '../debt/state.ts';
import { retainedUntil } from './retention.ts';

export interface ErasureFacts {
  /** Null for somebody whom nobody contacts: an advisor, say. */
  readonly person: Person | null;
  /** Debts of the person, and those that the person is a party to. */
  readonly debts: readonly Debt[];
  /** Whose law the books of these debts are under. */
  readonly jurisdictions: readonly string[];
  readonly now: InstantText;
}

const lastContactOf = (person: Person): InstantText | null =>
  [...person.contacts.values()]
    .flatMap(({ attempts }) => attempts.map(({ startedAt }) => startedAt))
    .reduce<InstantText | null>((last, one) => (last === null || one > last ? one : last), null);

/**
 * Why one person's word is not enough to erase somebody; none where it is. Each begins with a stable code:
 * `OPEN_CLAIM` while a debt is open, `RETENTION` while the record of the last contact must be kept.
 */
export const groundsFor = ({ person, debts, jurisdictions, now }: ErasureFacts): readonly string[] => {
  const open = debts.filter(({ ended }) => ended === null).length;
  const grounds = open > 0 ? [`OPEN_CLAIM: ${open} ${open === 1 ? 'debt is' : 'debts are'} open`] : [];
  const last = person && lastContactOf(person);
  if (!person || last === null) return grounds;
  const { until, citation } = retainedUntil(last, [...new Set([person.country, ...jurisdictions])]);
  return until > now ? [...grounds, `RETENTION: until ${until} (${citation})`] : grounds;
};
