import { formatMinor, type InstantText, type Uuid } from '@cauce/kernel';
import { ownPacks } from '@cauce/rule-packs';
import type { Core } from '@cauce/runtime';
import type { Episode } from './debtor-stories.ts';
import type { LawDay } from './law-days.ts';
import { Tally } from './tally.ts';

/** What happened on a log. Contacts are counted once, however often something happened to them. */
export interface SampleSummary {
  /** First and last instant of the log. */
  readonly from: InstantText | null;
  readonly until: InstantText | null;
  readonly events: number;
  readonly creditors: readonly string[];
  readonly debtors: number;
  readonly debts: number;
  readonly countries: readonly {
    readonly country: string;
    readonly debtors: number;
    readonly debts: number;
  }[];
  readonly contacts: {
    readonly requested: number;
    readonly cleared: number;
    readonly deferred: number;
    readonly refused: number;
    readonly sent: number;
    readonly delivered: number;
    readonly bounced: number;
    readonly held: readonly { readonly reason: string; readonly contacts: number }[];
  };
  /** Debts that ended, by reason. */
  readonly paid: number;
  readonly recalled: number;
  /** Payments by currency; amounts as decimal text. */
  readonly payments: readonly {
    readonly currency: string;
    readonly payments: number;
    readonly amount: string;
  }[];
  /** The day on which a rule moved the most contacts, with its title. */
  readonly law: (LawDay & { readonly title: { readonly es: string; readonly en: string } }) | null;
  readonly movedByRule: readonly { readonly rule: string; readonly contacts: number }[];
  /** A debtor worth seeing, by the creditor's number; null on a log without any, or where the person is erased. */
  readonly dossier: {
    readonly debtor: string;
    readonly episodes: Readonly<Partial<Record<Episode, number>>>;
  } | null;
}

type SummaryParts = Pick<Core, 'store' | 'log'>;

const PAGE = 5_000;

/** Reads a whole log and tells what happened on it. */
export const summarizeLog = async (core: SummaryParts): Promise<SampleSummary> => {
  const tally = new Tally();
  for (let after: string | null = null; ; ) {
    const page = await core.store.readAll({ after, limit: PAGE });
    for (const event of page.events) tally.take(event);
    if (page.atEnd) break;
    after = page.next;
  }
  const busiest = tally.law.busiest();
  const story = tally.stories.best();
  const debtor = story && (await referenceOf(core, tally, story.debtorId));
  return {
    from: tally.first,
    until: tally.last,
    events: tally.events,
    creditors: [...tally.creditors],
    debtors: new Set([...tally.debts.values()].map(({ debtorId }) => debtorId)).size,
    debts: tally.debts.size,
    countries: countriesOf(tally),
    contacts: {
      requested: tally.count('requested'),
      cleared: tally.count('cleared'),
      deferred: tally.count('deferred'),
      refused: tally.count('refused'),
      sent: tally.count('sent'),
      delivered: tally.count('delivered'),
      bounced: tally.count('bounced'),
      held: [...tally.held].map(([reason, contacts]) => ({ reason, contacts: contacts.size })),
    },
    paid: tally.ended.get('paid') ?? 0,
    recalled: tally.ended.get('recalled') ?? 0,
    payments: [...tally.payments]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { count, minor }]) => ({
        currency,
        payments: count,
        amount: formatMinor(minor, currency),
      })),
    law: busiest && { ...busiest, title: titleOf(busiest.rule) },
    movedByRule: tally.law.byRule(),
    dossier: story && debtor ? { debtor, episodes: story.episodes } : null,
  };
};

const countriesOf = ({ debts }: Tally): SampleSummary['countries'] =>
  [...Map.groupBy(debts.values(), ({ country }) => country)]
    .map(([country, those]) => ({
      country,
      debtors: new Set(those.map(({ debtorId }) => debtorId)).size,
      debts: those.length,
    }))
    .sort((a, b) => b.debts - a.debts);

const titleOf = (rule: string): { es: string; en: string } => {
  const found = ownPacks()
    .flatMap(({ rules }) => rules)
    .find(({ id }) => id === rule);
  return found?.title ?? { es: rule, en: rule };
};

/** What a creditor calls a debtor: the reference that came with a debt. */
const referenceOf = async ({ log }: SummaryParts, tally: Tally, debtorId: Uuid): Promise<string | null> => {
  const [debtId] = [...tally.debts].find(([, debt]) => debt.debtorId === debtorId) ?? [];
  if (debtId === undefined) return null;
  const placed = await log.openAt({ stream: `debt-${debtId}`, revision: 0 });
  const reference = placed.get(debtorId)?.debtorReference;
  return typeof reference === 'string' ? reference : null;
};
