import { type Complaint, complaint, contact } from '@cauce/domain';
import { type DateText, derivedId, type InstantText, instantText, localDate, type Uuid } from '@cauce/kernel';
import type { Cause } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { invalid, UsageError } from '../../host/usage-error.ts';
import { creditorNamed } from '../arguments/creditor.ts';
import { dateOption, instantOption, LAST_ZONE } from '../arguments/dates.ts';
import { namedDebts } from '../arguments/debts.ts';

export interface ComplaintArgs {
  /** Id, document or the creditor's reference. */
  readonly debtor: string;
  readonly regulator: string;
  /** The last day on which it may be answered. */
  readonly dueOn: string;
  /** Name or id; left out where the debtor owes to one creditor alone. */
  readonly creditor?: string;
  /** The debts that it is about; left out, all of the creditor's. */
  readonly debts?: readonly string[];
  /** When it was received; left out, now. */
  readonly at?: string;
  /** What was written, kept sealed. */
  readonly text?: string;
}

export interface AnswerArgs {
  readonly complaint: string;
  /** When it was answered; left out, now. */
  readonly at?: string;
  readonly text?: string;
}

const instantOf = ({ folder }: App, at: string | undefined): InstantText => {
  const now = instantText(folder.core.clock.now());
  if (at === undefined) return now;
  const given = instantOption('at', at);
  if (given > now) throw invalid('at', `must be an instant that has come, not "${at}" (it is ${now})`);
  return given;
};

/** The creditor that is named, else the only one that the debtor owes to. Throws UsageError. */
const creditorOf = async (app: App, debtorId: Uuid, name: string | undefined): Promise<Uuid> => {
  if (name !== undefined) return creditorNamed(await app.reporting.creditors(), name);
  const owed = await app.reporting.debtsOf(debtorId);
  const [creditorId, ...others] = new Set(owed.map((one) => one.creditorId));
  if (creditorId === undefined || others.length > 0)
    throw invalid('creditor', 'must be given: the debtor does not owe to one creditor alone');
  return creditorId;
};

/** The last day of an answer: nobody sets one that is over, wherever it is. Throws InvalidArgumentsError. */
const dueDay = (text: string, receivedAt: InstantText): DateText => {
  const day = dateOption('dueOn', text);
  if (day < localDate(receivedAt, LAST_ZONE))
    throw invalid('dueOn', `must not be before the complaint was received, ${receivedAt}`);
  return day;
};

const causeOf = (app: App, ...parts: readonly string[]): Cause => {
  const causationId = derivedId('complain', ...parts);
  return { actor: app.actor, causationId, correlationId: causationId };
};

/** Takes down a complaint that a debtor laid before a regulator. Throws UsageError, and as references do. */
export const complaintOperation = async (
  app: App,
  args: ComplaintArgs,
): Promise<{ complaintId: Uuid; received: boolean }> => {
  const { regulator, text = null } = args;
  const { log } = app.folder.core;
  const { debtorId } = await app.reporting.references.subject(args.debtor);
  if (!(await log.load(contact, debtorId)))
    throw new UsageError(`"${args.debtor}" is nobody who is contacted`);
  const creditorId = await creditorOf(app, debtorId, args.creditor);
  const debts = await namedDebts(app, debtorId, args.debts ?? []);
  const receivedAt = instantOf(app, args.at);
  const dueOn = dueDay(args.dueOn, receivedAt);
  const complaintId = derivedId('complaint', debtorId, creditorId, regulator, receivedAt);
  const command = {
    kind: 'receive' as const,
    complaintId,
    debtorId,
    creditorId,
    debtIds: debts.map(({ debtId }) => debtId),
    regulator,
    dueOn,
    receivedAt,
    text,
  };
  const events = await log.transact(causeOf(app, complaintId), (unit) =>
    unit.execute(complaint, complaintId, command),
  );
  return { complaintId, received: events.length > 0 };
};

/** Throws UsageError where there is none of that id. */
const complaintOf = async ({ folder }: App, complaintId: string): Promise<Complaint> => {
  const known = await folder.core.log.load(complaint, complaintId);
  if (known) return known;
  throw new UsageError(`there is no complaint ${complaintId}: "cauce report compliance" lists them`);
};

export interface CorrectArgs extends Partial<Pick<ComplaintArgs, 'regulator' | 'dueOn' | 'at' | 'debts'>> {
  readonly complaint: string;
  /** Why what was taken down is wrong, kept sealed. */
  readonly reason: string;
}

/** Corrects what was taken down of a complaint: what was said before stays on the log. Throws UsageError. */
export const correctComplaintOperation = async (
  app: App,
  { complaint: complaintId, regulator, dueOn, at, debts, reason }: CorrectArgs,
): Promise<{ complaintId: Uuid; corrected: boolean }> => {
  if ([regulator, dueOn, at, debts].every((one) => one === undefined))
    throw new UsageError(
      'nothing to correct is named: give regulator, last day, debts or when it was received',
    );
  const { debtorId, answeredAt, ...known } = await complaintOf(app, complaintId);
  const receivedAt = at === undefined ? known.receivedAt : instantOf(app, at);
  if (answeredAt !== null && receivedAt > answeredAt)
    throw invalid('at', `must not be after the complaint was answered, ${answeredAt}`);
  const due = dueOn === undefined ? known.dueOn : dueDay(dueOn, receivedAt);
  const named = debts && (await namedDebts(app, debtorId, debts)).map(({ debtId }) => debtId);
  const changes = {
    receivedAt,
    dueOn: due,
    regulator: regulator ?? known.regulator,
    debtIds: named ?? known.debtIds,
  };
  const now = instantText(app.folder.core.clock.now());
  const events = await app.folder.core.log.transact(causeOf(app, complaintId, 'correct', now), (unit) =>
    unit.execute(complaint, complaintId, { kind: 'correct', changes, reason }),
  );
  return { complaintId, corrected: events.length > 0 };
};

/** Takes down that a complaint was answered. Throws UsageError. */
export const answerComplaintOperation = async (
  app: App,
  args: AnswerArgs,
): Promise<{ complaintId: Uuid; answered: boolean }> => {
  const { complaint: complaintId, at, text = null } = args;
  const { log } = app.folder.core;
  const known = await complaintOf(app, complaintId);
  const answeredAt = instantOf(app, at);
  if (answeredAt < known.receivedAt)
    throw invalid('at', `must not be before the complaint was received, ${known.receivedAt}`);
  const events = await log.transact(causeOf(app, complaintId, 'answer'), (unit) =>
    unit.execute(complaint, complaintId, { kind: 'answer', answeredAt, text }),
  );
  return { complaintId, answered: events.length > 0 };
};
