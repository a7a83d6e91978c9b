import type { InstantText } from '@cauce/kernel';

/** How long the record of a contact must be kept, and where it says so. */
export interface Retention {
  /** Country, or country-region. */
  readonly jurisdiction: string;
  readonly years: number;
  readonly citation: string;
}

/** What holds where no law of a jurisdiction is on file: the agency's own policy, the longest of the terms known. */
export const DEFAULT_RETENTION: Omit<Retention, 'jurisdiction'> = {
  years: 3,
  citation: 'agency policy: 3 years where no law is on file',
};

/** Terms counted from the last act of collection. */
export const RETENTIONS: readonly Retention[] = [
  { jurisdiction: 'US', years: 3, citation: '12 CFR 1006.100(a)' },
  { jurisdiction: 'CL', years: 2, citation: 'Ley 19.496, art. 37' },
];

const termOf = (jurisdiction: string): Omit<Retention, 'jurisdiction'> => {
  const country = jurisdiction.split('-', 1)[0];
  return RETENTIONS.find((one) => one.jurisdiction === country) ?? DEFAULT_RETENTION;
};

/** When the last of the terms of some jurisdictions ends that a last contact began, and the text behind it. */
export const retainedUntil = (
  lastContact: InstantText,
  jurisdictions: readonly string[],
): { readonly until: InstantText; readonly citation: string } => {
  const terms = (jurisdictions.length > 0 ? jurisdictions : ['']).map(termOf);
  const { years, citation } = terms.reduce((longest, one) => (one.years > longest.years ? one : longest));
  const end = Temporal.Instant.from(lastContact).toZonedDateTimeISO('UTC').add({ years }).toInstant();
  return { until: end.toString({ fractionalSecondDigits: 3 }), citation };
};
