import type { PersonRole } from '../vocabulary.ts';
import { forbid } from './forbid.ts';
import type { Kind } from './kind.ts';

/** The role of "ROLE" or "ROLE:WHO"; nobody named is the debtor. */
const roleOf = (person: string | undefined): string => person?.split(':', 1)[0] ?? 'debtor';

/** Only some people may be contacted, or some may not. */
export const persons: Kind<'persons'> = (parameters, { reason = 'THIRD_PARTY' }) => {
  const named: ReadonlySet<string> = new Set<PersonRole>(
    'allowed' in parameters ? parameters.allowed : parameters.barred,
  );
  const bars = 'barred' in parameters;
  return ({ proposal }) => {
    const role = roleOf(proposal.person);
    return forbid(named.has(role) === bars, reason, { role });
  };
};
