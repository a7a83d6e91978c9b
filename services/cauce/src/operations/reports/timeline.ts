import type { App } from '../../host/app.ts';
import { instantOption } from '../arguments/dates.ts';

/** What happened to a debt or a debtor, as it was known at an instant. Throws UsageError, and as references do. */
export const timelineOperation = async (
  { reporting }: App,
  { of, ...question }: { of: string; asOf?: string; knownAt?: string; limit?: number; after?: string },
) => {
  if (question.asOf !== undefined) instantOption('asOf', question.asOf);
  if (question.knownAt !== undefined) instantOption('knownAt', question.knownAt);
  return reporting.timeline(of, question);
};
