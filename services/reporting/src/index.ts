export type { ComplianceReport, ComplianceRow } from './compliance/compliance.ts';
export { GROUPINGS, type Grouping } from './compliance/groups.ts';
export type { ComplianceCounts } from './compliance/tally.ts';
export * from './errors.ts';
export * from './models/index.ts';
export * from './projection/index.ts';
export type { Ageing, AgeingOfCurrency, AgeingQuestion, Bucket } from './queries/ageing.ts';
export type { ContactCounts } from './queries/contact-counts.ts';
export { type ExplainedDecision, type ExplainedItem, type Explanation, inWords } from './queries/explain.ts';
export type { ContactLine } from './queries/export-contacts.ts';
export type { EventLine, EventsQuestion } from './queries/export-events.ts';
export { creditorNames, Labels } from './queries/labels.ts';
export { logPages } from './queries/log-pages.ts';
export type { Models } from './queries/models.ts';
export { References, type Subject } from './queries/references.ts';
export { summarize } from './queries/summaries.ts';
export {
  MOST_ENTRIES,
  type TimelineEntry,
  type TimelinePage,
  type TimelineQuestion,
} from './queries/timeline.ts';
export * from './reporting.module.ts';
export * from './reporting.ts';
export type { ContactExplanation, JudgedItem } from './silence/explain-contact.ts';
export type { SilenceExplanation, SilentItem } from './silence/explain-silence.ts';
export { knownAt, type OwedDebt, type Seen, Story, type Working } from './silence/story.ts';
