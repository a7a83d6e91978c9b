import { instantText } from '@cauce/kernel';
import type { ComplianceReport, Grouping } from '@cauce/reporting';
import type { App } from '../../host/app.ts';
import { checkDays, firstZone } from '../arguments/dates.ts';
import { type Titled, withTitles } from '../packs/rule-titles.ts';

export interface ComplianceArgs {
  /** First and last day, both included, in the zone of the first portfolio. */
  readonly from: string;
  readonly to: string;
  readonly by?: Grouping;
}

/** What was tried, stopped and complained of in a period. Throws InvalidArgumentsError. */
export const complianceOperation = async (
  app: App,
  { from, to, by }: ComplianceArgs,
): Promise<Titled<ComplianceReport>> => {
  checkDays(from, to);
  const now = instantText(app.folder.core.clock.now());
  const report = await app.reporting.compliance({
    from,
    to,
    zone: await firstZone(app),
    now,
    ...(by ? { by } : {}),
  });
  return withTitles(app, report, report.total.rules);
};
