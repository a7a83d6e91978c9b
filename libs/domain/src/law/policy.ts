/** Whose rules a policy pack holds, in place of a jurisdiction: the agency's own, for everybody. */
export const AGENCY = 'agency';

const CREDITOR = 'creditor:';

/** The same for contacts of one creditor. */
export const policyOf = (creditorId: string): string => `${CREDITOR}${creditorId}`;

/** The creditor of a policy pack; null of any other pack. */
export const policyCreditor = (jurisdiction: string): string | null =>
  jurisdiction.startsWith(CREDITOR) ? jurisdiction.slice(CREDITOR.length) : null;

/** Whether a pack is a policy, which only ever adds to the law. */
export const isPolicy = (jurisdiction: string): boolean =>
  jurisdiction === AGENCY || policyCreditor(jurisdiction) !== null;
