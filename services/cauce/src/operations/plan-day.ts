import type { ContactCleared, EventOf, RecordedEvent } from '@cauce/contracts';
import {
  contact,
  type DayOfDebt,
  type NotContactedReason,
  type Person,
  placeOf,
  portfolio,
  treatment,
  whyNot,
} from '@cauce/domain';
import { type DateText, type InstantText, localDate, type Uuid, type Zone } from '@cauce/kernel';
import type { DebtBody, Labels } from '@cauce/reporting';
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
  readonly reason: NotContactedReason;
  readonly until?: InstantText;
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
  readonly debts: readonly { readonly debtId: Uuid; readonly creditorId: Uuid }[];
  readonly erased: boolean;
  readonly date: DateText;
  /** Whether the day has begun somewhere: contacts of it may have been made. */
  readonly begun: boolean;
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

/** What the day's events say of one debt. */
const dayOf = (debtId: Uuid, events: readonly RecordedEvent[], contactedBefore: boolean) => {
  let day: DayOfDebt = { contactedBefore, decision: null, notBefore: null, heldFor: null, useOver: false };
  let rules: readonly PlannedRule[] = [];
  let spoken = false;
  const about = (items: readonly { debtId: Uuid }[] | undefined): boolean =>
    items?.some((one) => one.debtId === debtId) ?? false;
  for (const { type, data } of events) {
    const { decision, items, reason, ...told } = data as Partial<Decided> & {
      debtId?: Uuid;
      reason?: string;
    };
    const judged = decision?.items.find((item) => item.debtId === debtId);
    if (judged) {
      day = { ...day, decision: judged.decision, notBefore: judged.notBefore };
      rules = rulesOf(judged.rules, true);
    }
    if (type === 'ContactHeld' && about(items))
      day = { ...day, heldFor: reason === 'NO_ADDRESS' ? reason : 'MISSING_TAG' };
    const lost =
      (type === 'ContactSuperseded' && about(items)) || (type === 'StepSkipped' && told.debtId === debtId);
    const cancelled = type === 'ContactCancelled' && reason === 'USE_OVER' && about(items);
    if (lost || cancelled) day = { ...day, useOver: true };
    if (type === 'AttemptStarted' && about(items)) spoken = true;
    if (type === 'AttemptRejected' || type === 'AttemptNotMade') spoken = false;
  }
  return { day, rules, spoken };
};

const zoneOf = async (log: EventLog, person: Person | null, debts: readonly DebtBody[]): Promise<Zone> => {
  const book = debts[0] && (await log.load(portfolio, debts[0].portfolioId));
  const fallback = book?.zone ?? 'UTC';
  return (person && placeOf(person, fallback).zones[0]) ?? fallback;
};

/** Who of a debtor's debts is spoken of on a day, and why not the others. */
export const dayOfDebtor = async (question: DebtorQuestion): Promise<DebtorDay> => {
  const { log, labels, debtorId, date, erased } = question;
  const debts = question.debts.flatMap(({ debtId }) => labels.debts.get(debtId) ?? []);
  // Most debtors have a quiet day: of them nothing more need be read.
  const quiet = question.events.length === 0 && !question.begun;
  const person = quiet ? null : await log.load(contact, debtorId);
  const zone = quiet ? 'UTC' : await zoneOf(log, person, debts);
  const events = question.events.filter(({ recordedAt }) => localDate(recordedAt, zone) === date);
  const contacts = await contactsOf(question, events);
  const now = new Set(contacts.map(({ contactId }) => contactId));
  const before = [...(person?.contacts.values() ?? [])]
    .filter(({ contactId }) => !now.has(contactId))
    .flatMap(({ attempts }) => attempts)
    .filter(({ startedAt, outcome }) => outcome === 'accepted' && localDate(startedAt, zone) === date)
    .flatMap(({ items }) => items.map(({ debtId }) => debtId));
  const notContacted: NotContacted[] = [];
  for (const one of debts) {
    const { day, rules, spoken } = dayOf(one.debtId, events, before.includes(one.debtId));
    if (spoken) continue;
    const state = await log.load(treatment, `${debtorId}-${one.creditorId}`);
    const { debtId, holds } = one;
    const standing = { debtId, ended: one.state === 'open' ? null : one.state, held: holds > 0 };
    const why = whyNot(standing, state, erased, day);
    const creditor = labels.creditor(one.creditorId);
    const refusing = why.reason === 'refused' ? { rules } : {};
    notContacted.push({ debtorId, debt: await labels.debt(one.debtId), creditor, ...why, ...refusing });
  }
  return { contacts, notContacted };
};
