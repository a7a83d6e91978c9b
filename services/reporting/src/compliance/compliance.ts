import { upcast } from '@cauce/contracts';
import type { DateText, Zone } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { Sealer } from '@cauce/runtime';
import { logPages } from '../queries/log-pages.ts';
import type { Models } from '../queries/models.ts';
import { type ComplianceQuestion, Count } from './count.ts';
import type { ComplianceCounts } from './tally.ts';

export interface ComplianceRow extends ComplianceCounts {
  /** Id of the group; null where nobody answers for it. */
  readonly key: string | null;
  readonly name: string;
}

export interface ComplianceReport {
  readonly from: DateText;
  readonly to: DateText;
  readonly zone: Zone;
  readonly total: ComplianceCounts;
  /** By what was asked, the most contacts first; empty where nothing was. */
  readonly rows: readonly ComplianceRow[];
}

const CATEGORIES = ['complaint', 'contact', 'debt', 'template'];

/**
 * What was tried, stopped and complained of in a period: some seconds per million events, for it reads the log, so that
 * nothing but the log has to be right.
 */
export const compliance = async (
  models: Models,
  store: EventStore,
  sealer: Sealer,
  question: ComplianceQuestion,
): Promise<ComplianceReport> => {
  const count = new Count(question);
  for await (const events of logPages(store, CATEGORIES))
    for (const event of events) count.take(upcast(event));
  count.close();
  const nameOf = await count.groups?.nameOf(models, sealer);
  const rows = [...count.tallies].map(async ([key, tally]): Promise<ComplianceRow> => {
    const name = (await nameOf?.(key)) ?? key;
    return { key: key === '' ? null : key, name, ...tally.counts };
  });
  const { from, to, zone } = question;
  return {
    from,
    to,
    zone,
    total: count.total.counts,
    rows: (await Promise.all(rows)).sort((a, b) => b.contacts - a.contacts || (a.name < b.name ? -1 : 1)),
  };
};
