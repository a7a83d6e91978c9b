import type { ContactCleared, EventOf, RecordedEvent } from '@cauce/contracts';
import { contact, planningZones, portfolio, type SilenceReason, type Strategy } from '@cauce/domain';
import {
  addDays,
  type DateText,
  type InstantText,
  instantOfMs,
  localDate,
  msOf,
  startOfDay,
  type Uuid,
  type Zone,
} from '@cauce/kernel';
import { knownAt, type Labels, type OwedDebt, type Seen, Story } from '@cauce/reporting';
import type { EventLog } from '@cauce/runtime';

type Decided = Pick<
  EventOf<typeof ContactCleared>['data'],
  'decision' | 'plannedFor' | 'creditorId' | 'channel' | 'language' | 'items'
>;

export interface PlannedRule {
  readonly id: string;
  readonly outcome: 'allow' | 'defer' | 'block';
  readonly citation: string;
}

/** A contact that the gate will be asked about on the day. */
export interface PlannedContact {
  readonly contactId: Uuid;
  readonly debtorId: Uuid;
  readonly debtor: string;
  readonly creditor: string;
  readonly channel: string;
  readonly language: string;
  readonly plannedFor: InstantText;
  /** When the gate decides so; what it allows goes at once. */
  readonly at: InstantText;
  /** "overdue-es@1"; null where nothing is sent. */
  readonly template: string | null;
  readonly subject: string | null;
  readonly items: readonly { readonly debt: string; readonly step: string }[];
  readonly decision: 'allow' | 'defer' | 'block';
  readonly notBefore: InstantText | null;
  /** Rules that were asked and apply. */
  readonly rules: readonly PlannedRule[];
}

export interface NotContacted {
  readonly debtorId: Uuid;
  readonly debt: string;
  readonly creditor: string;
  readonly reason: SilenceReason;
  /** The next instant at which something is to happen. */
  readonly next: InstantText | null;
  /** Rules that refuse it. */
  readonly rules?: readonly PlannedRule[];
}

export interface DebtorDay {
  readonly contacts: readonly PlannedContact[];
  readonly notContacted: readonly NotContacted[];
}

export interface DebtorQuestion {
  readonly log: EventLog;
  readonly labels: Labels;
  readonly debtorId: Uuid;
  readonly debts: readonly OwedDebt[];
  readonly strategy: Strategy;
  readonly date: DateText;
  /** What would happen to this debtor, in order. */
  readonly events: readonly RecordedEvent[];
}

const DECISIONS: Readonly<Record<string, PlannedContact['decision']>> = {
  ContactCleared: 'allow',
  ContactDeferred: 'defer',
  ContactRefused: 'block',
};

const rulesOf = (rules: Decided['decision']['items'][number]['rules'], biting: boolean): PlannedRule[] =>
  rules.flatMap(({ id, outcome, citation }) =>
    outcome === 'not_applicable' || (biting && outcome === 'allow') ? [] : [{ id, outcome, citation }],
  );

const contactIdOf = ({ data }: RecordedEvent): Uuid | undefined => (data as { contactId?: Uuid }).contactId;

/** The last event of some types about a contact. */
const lastOf = (
  events: readonly RecordedEvent[],
  contactId: Uuid,
  ...types: string[]
): RecordedEvent | undefined =>
  events.findLast((event) => types.includes(event.type) && contactIdOf(event) === contactId);

/** Contacts of the day, each with the gate's last word on it. */
const contactsOf = async ({ log, labels, debtorId }: DebtorQuestion, events: readonly RecordedEvent[]) => {
  const ids = new Set(events.flatMap((event) => (event.type in DECISIONS ? (contactIdOf(event) ?? []) : [])));
  const contacts: PlannedContact[] = [];
  for (const contactId of ids) {
    const last = lastOf(events, contactId, ...Object.keys(DECISIONS));
    const decision = last && DECISIONS[last.type];
    if (!last || !decision) continue;
    const sent = lastOf(events, contactId, 'AttemptStarted');
    if (decision === 'allow' && (!sent || !lastOf(events, contactId, 'AttemptAccepted'))) continue;
    const data = last.data as Decided & { notBefore?: InstantText };
    const items = sent && decision === 'allow' ? (sent.data as Decided).items : data.items;
    const told = sent?.data as { template: string; templateVersion: string } | undefined;
    const text = sent && (await log.sealer.open(sent)).get(debtorId)?.subject;
    const { plannedFor, creditorId, channel, language } = data;
    contacts.push({
      contactId,
      debtorId,
      debtor: await labels.debtor(
        debtorId,
        items.map(({ debtId }) => debtId),
      ),
      creditor: labels.creditor(creditorId),
      channel,
      language,
      plannedFor,
      at: data.decision.at,
      template: told ? `${told.template}@${told.templateVersion}` : null,
      subject: typeof text === 'string' ? text : null,
      items: await Promise.all(
        items.map(async ({ debtId, step }) => ({ debt: await labels.debt(debtId), step })),
      ),
      decision,
      notBefore: data.notBefore ?? null,
      rules: rulesOf(data.decision.items[0]?.rules ?? [], false),
    });
  }
  return contacts;
};

const zoneOf = async ({ log, labels, debtorId, debts }: DebtorQuestion): Promise<Zone> => {
  const [first] = debts.flatMap(({ debtId }) => labels.debts.get(debtId) ?? []);
  const book = first && (await log.load(portfolio, first.portfolioId));
  const [zone = 'UTC'] = planningZones(await log.load(contact, debtorId), book?.zone ?? 'UTC');
  return zone;
};

/** Debts that a contact of the day speaks of, or may have spoken of. */
const spokenOf = (events: readonly RecordedEvent[]): ReadonlySet<Uuid> => {
  const spoken = new Map<string, readonly Uuid[]>();
  for (const { type, data } of events) {
    const { attemptId, items } = data as Partial<Decided> & { attemptId: Uuid };
    if (type === 'AttemptStarted') spoken.set(attemptId, items?.map(({ debtId }) => debtId) ?? []);
    if (type === 'AttemptRejected' || type === 'AttemptNotMade') spoken.delete(attemptId);
  }
  return new Set([...spoken.values()].flat());
};

/** The rules by which the gate refuses a debt. */
const refusing = async ({ store }: EventLog, debtId: Uuid, { silence, fate }: Seen) => {
  if (silence.reason !== 'refused' || !fate?.decision) return {};
  const { stream, revision } = fate.decision;
  const [event] = await store.read(stream, { from: revision, limit: 1 });
  const judged = (event?.data as Decided | undefined)?.decision.items.find((item) => item.debtId === debtId);
  return { rules: rulesOf(judged?.rules ?? [], true) };
};

/** Who of a debtor's debts is spoken of on a day, and why not the others. */
export const dayOfDebtor = async (question: DebtorQuestion): Promise<DebtorDay> => {
  const { log, labels, debtorId, date, strategy } = question;
  const zone = await zoneOf(question);
  const events = question.events.filter(({ recordedAt }) => localDate(recordedAt, zone) === date);
  const contacts = await contactsOf(question, events);
  const spoken = spokenOf(events);
  const story = await Story.read(log.store, debtorId, question.debts);
  const end = instantOfMs(msOf(startOfDay(addDays(date, 1), zone)) - 1);
  const notContacted: NotContacted[] = [];
  for (const owed of question.debts.filter(({ debtId }) => !spoken.has(debtId))) {
    const { debtId, creditorId } = owed;
    const seen = story.seen(owed, end, knownAt(end), { strategy, parked: false });
    notContacted.push({
      debtorId,
      debt: await labels.debt(debtId),
      creditor: labels.creditor(creditorId),
      reason: seen.silence.reason,
      next: seen.silence.next,
      ...(await refusing(log, debtId, seen)),
    });
  }
  return { contacts, notContacted };
};
