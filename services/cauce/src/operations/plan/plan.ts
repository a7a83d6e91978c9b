import { COMPLIANCE_GATE } from '@cauce/compliance-gate';
import type { RecordedEvent } from '@cauce/contracts';
import type { SilenceReason, Strategy } from '@cauce/domain';
import {
  addDays,
  type DateText,
  type InstantText,
  instantText,
  localDate,
  startOfDay,
  type Uuid,
} from '@cauce/kernel';
import type { DueEntry } from '@cauce/ports';
import { bodyOf, creditorNames, type DebtorBody, everyPage, Labels, Opener } from '@cauce/reporting';
import { SEGMENTATION } from '@cauce/segmentation';
import type { App } from '../../host/app.ts';
import { strategyOf } from '../../host/strategy.ts';
import { invalid } from '../../host/usage-error.ts';
import { dayOption, LAST_ZONE } from '../arguments/dates.ts';
import { type DebtorDay, dayOfDebtor, type NotContacted, type PlannedContact } from './day.ts';
import { rehearse } from './rehearsal.ts';

export interface PlanArgs {
  /** Local day of each debtor: "today" or later. */
  readonly date: DateText | 'today';
  /** Told how far it came. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface PlanTotals {
  readonly debtors: number;
  readonly debts: number;
  readonly contacts: number;
  readonly allow: number;
  readonly defer: number;
  readonly block: number;
  readonly notContacted: Readonly<Partial<Record<SilenceReason, number>>>;
}

export interface Plan {
  readonly date: DateText;
  readonly contacts: readonly PlannedContact[];
  readonly notContacted: readonly NotContacted[];
  readonly totals: PlanTotals;
}

const EVERY = Number.MAX_SAFE_INTEGER;
/** Ids are digests, spread evenly: their first digits tell how far a walk through them has come. */
const DIGITS = 4;
const HIGHEST = 16 ** DIGITS - 1;

const placeOf = (bodies: readonly DebtorBody[]): number =>
  Number.parseInt(bodies.at(-1)?.debtorId.slice(0, DIGITS) ?? '0', 16);

/** Timers due by an instant, by debtor. */
const timersBy = async ({ folder }: App, until: string): Promise<ReadonlyMap<Uuid, DueEntry[]>> => {
  const { dueIndex } = folder.core;
  const owners = [SEGMENTATION, COMPLIANCE_GATE];
  const entries = (await Promise.all(owners.map((owner) => dueIndex.due(owner, until, EVERY)))).flat();
  return Map.groupBy(entries, ({ key }) => key);
};

const debtorOf = ({ data }: RecordedEvent): Uuid => (data as { debtorId: Uuid }).debtorId;

/** What a plan of a day goes by. */
interface Course {
  readonly date: DateText;
  /** Its end everywhere. */
  readonly until: InstantText;
  readonly timers: ReadonlyMap<Uuid, DueEntry[]>;
  /** Names by id. */
  readonly creditors: ReadonlyMap<Uuid, string>;
  readonly strategy: Strategy;
}

/** What some debtors' day will be. */
const planPage = async (
  app: App,
  bodies: readonly DebtorBody[],
  { timers, date, until, creditors, strategy }: Course,
): Promise<DebtorDay[]> => {
  const { core } = app.folder;
  const due = bodies.flatMap(({ debtorId }) => timers.get(debtorId) ?? []);
  const rehearsal = due.length > 0 ? await rehearse(app.folder, due, until) : { log: core.log, events: [] };
  const events = Map.groupBy(rehearsal.events, debtorOf);
  const ids = {
    debts: bodies.flatMap(({ debts }) => debts.map(({ debtId }) => debtId)),
    debtors: bodies.map(({ debtorId }) => debtorId),
  };
  const labels = await Labels.load(app.reporting.models, new Opener(core.log.sealer), ids, creditors);
  return Promise.all(
    bodies.map(({ debtorId, debts }) =>
      dayOfDebtor({
        log: rehearsal.log,
        labels,
        debtorId,
        debts,
        strategy,
        date,
        events: events.get(debtorId) ?? [],
      }),
    ),
  );
};

/**
 * Who will be contacted on a day, when and with which text, and who not and why, if nothing else happens until then.
 * Throws UsageError for a day that is over everywhere.
 */
export const planOperation = async (app: App, args: PlanArgs): Promise<Plan> => {
  const now = instantText(app.folder.core.clock.now());
  const { onProgress = () => {} } = args;
  const date = await dayOption(app, 'date', args.date);
  if (date < localDate(now, LAST_ZONE)) {
    throw invalid(
      'date',
      `must be a day that is not over, not "${date}" (it is ${now}): what was done is in "export contacts" and "timeline"`,
    );
  }
  const until = startOfDay(addDays(date, 1), LAST_ZONE);
  const course: Course = {
    date,
    until,
    timers: await timersBy(app, until),
    creditors: await creditorNames(app.reporting.models),
    strategy: await strategyOf(app.folder.core),
  };
  const contacts: PlannedContact[] = [];
  const notContacted: NotContacted[] = [];
  let debtors = 0;
  let debts = 0;
  for await (const page of everyPage(app.reporting.models.debtors)) {
    const bodies = page.map((document) => bodyOf<DebtorBody>(document));
    for (const day of await planPage(app, bodies, course)) {
      contacts.push(...day.contacts);
      notContacted.push(...day.notContacted);
    }
    debtors += bodies.filter((body) => body.debts.length > 0).length;
    debts += bodies.reduce((sum, body) => sum + body.debts.length, 0);
    onProgress(placeOf(bodies), HIGHEST);
  }
  contacts.sort((a, b) => compare(a.at, b.at) || compare(a.contactId, b.contactId));
  return { date, contacts, notContacted, totals: totalsOf(contacts, notContacted, debtors, debts) };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const totalsOf = (
  contacts: readonly PlannedContact[],
  notContacted: readonly NotContacted[],
  debtors: number,
  debts: number,
): PlanTotals => {
  const decided = (wanted: string): number => contacts.filter(({ decision }) => decision === wanted).length;
  const reasons: Partial<Record<SilenceReason, number>> = {};
  for (const { reason } of notContacted) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    debtors,
    debts,
    contacts: contacts.length,
    allow: decided('allow'),
    defer: decided('defer'),
    block: decided('block'),
    notContacted: reasons,
  };
};
