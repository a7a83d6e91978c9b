import type { Language } from '@cauce/domain';
import type { TimelinePage, TimelineQuestion } from '@cauce/reporting';
import type { App } from '../../host/app.ts';
import { instantOption } from '../arguments/dates.ts';

export interface TimelineArgs extends Omit<TimelineQuestion, 'language'> {
  /** A debt or a debtor: id, document or the creditor's reference. */
  readonly of: string;
  /** Of the summaries; left out, English. */
  readonly lang?: Language;
}

/** What happened to a debt or a debtor, as it was known at an instant. Throws UsageError, and as references do. */
export const timelineOperation = async (
  { reporting }: App,
  { of, lang, ...question }: TimelineArgs,
): Promise<TimelinePage> => {
  if (question.asOf !== undefined) instantOption('asOf', question.asOf);
  if (question.knownAt !== undefined) instantOption('knownAt', question.knownAt);
  return reporting.timeline(of, { ...question, ...(lang ? { language: lang } : {}) });
};
