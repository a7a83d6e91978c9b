import {
  ContactRequested,
  ContactSuperseded,
  ItemsReplanned,
  type NewEvent,
  SegmentEntered,
  SegmentLeft,
  StepSkipped,
} from '@cauce/contracts';
import { derivedId, type InstantText, localDate, startOfDay, type Uuid, type Zone } from '@cauce/kernel';
import { type Debt, isWorkable } from '../debt/state.ts';
import { nextSegmentDay, segmentsOf } from '../segment/segments.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { AnchoredItem, Treatment } from './state.ts';
import { planDebt, type TimedItem, timed } from './steps.ts';

/** What a treatment must know to decide, read from the log at the moment it wakes. */
export interface TreatmentFacts {
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly now: InstantText;
  /** The debtor's possible zones, at least one. */
  readonly zones: readonly Zone[];
  readonly debts: readonly Debt[];
  /** Language of the messages about each debt. */
  readonly languages: Readonly<Record<Uuid, string>>;
  /** `channel|language|day` of this creditor's contacts already sent to the debtor, one entry each. */
  readonly sent: readonly string[];
  readonly strategy: Strategy;
}

export type TreatmentCommand =
  | { readonly kind: 'wake'; readonly facts: TreatmentFacts }
  | {
      readonly kind: 'replan';
      readonly debtorId: Uuid;
      readonly creditorId: Uuid;
      readonly contactId: Uuid;
      readonly requestId: Uuid;
      readonly notBefore: InstantText;
      readonly debtIds: readonly Uuid[];
    };

const dayZone = (facts: TreatmentFacts): Zone => facts.zones[0] ?? 'UTC';
const todayOf = (facts: TreatmentFacts): string => localDate(facts.now, dayZone(facts));

const segmentChanges = (facts: TreatmentFacts, treatment: Treatment): NewEvent[] => {
  const { debtorId, creditorId } = facts;
  return facts.debts.flatMap((debt) => {
    const before = treatment.segments[debt.debtId] ?? [];
    const now = debt.ended === null ? segmentsOf(debt, todayOf(facts)) : [];
    const { debtId } = debt;
    return [
      ...before
        .filter((segment) => !now.includes(segment))
        .map((segment) => SegmentLeft.make({ debtorId, creditorId, debtId, segment })),
      ...now
        .filter((segment) => !before.includes(segment))
        .map((segment) => SegmentEntered.make({ debtorId, creditorId, debtId, segment })),
    ];
  });
};

/** Items put off by the gate that may go now, and contacts of which nothing is of use any more. */
const wakeReplanned = (facts: TreatmentFacts, treatment: Treatment) => {
  const ready: { contactId: Uuid; item: TimedItem }[] = [];
  const over: NewEvent[] = [];
  for (const { contactId, notBefore, items } of treatment.replanned) {
    const live = items.flatMap((item) => {
      const debt = facts.debts.find(({ debtId }) => debtId === item.debtId);
      const step = isWorkable(debt ?? null) && debt && timed(item, debt, facts.strategy, facts.zones, todayOf(facts));
      return step && step.usefulUntil > facts.now ? [step] : [];
    });
    if (live.length === 0) {
      const { debtorId, creditorId } = facts;
      const plain = items.map(({ debtId, step }) => ({ debtId, step }));
      over.push(ContactSuperseded.make({ debtorId, creditorId, contactId, items: plain }));
    } else if (notBefore <= facts.now) {
      ready.push(...live.map((item) => ({ contactId, item })));
    }
  }
  return { ready, over };
};

const latest = (instants: readonly InstantText[]): InstantText => instants.reduce((a, b) => (a > b ? a : b));
const earliest = (instants: readonly InstantText[]): InstantText => instants.reduce((a, b) => (a < b ? a : b));

const anchored = ({ debtId, step, anchor }: AnchoredItem): AnchoredItem => ({ debtId, step, anchor });

/** One request per language: what is due now, with what was put off until now. */
const requests = (
  facts: TreatmentFacts,
  due: readonly TimedItem[],
  ready: readonly { contactId: Uuid; item: TimedItem }[],
): NewEvent[] => {
  const { debtorId, creditorId, strategy, languages } = facts;
  const entries = [...due.map((item) => ({ contactId: null, item })), ...ready];
  const groups = Map.groupBy(entries, ({ item }) => languages[item.debtId] ?? 'es');
  return [...groups].map(([language, group]) => {
    const day = todayOf(facts);
    const key = `${strategy.channel}|${language}|${day}`;
    const ordinal = facts.sent.filter((one) => one === key).length;
    const contactId = derivedId('contact', debtorId, creditorId, strategy.channel, language, day, ordinal);
    const merges = [...new Set(group.flatMap((one) => (one.contactId ? [one.contactId] : [])))];
    return ContactRequested.make({
      debtorId,
      creditorId,
      contactId,
      channel: strategy.channel,
      language,
      strategy: `${strategy.name}@${strategy.version}`,
      plannedFor: latest(group.map(({ item }) => item.plannedAt)),
      usefulUntil: earliest(group.map(({ item }) => item.usefulUntil)),
      items: group.map(({ item }) => anchored(item)),
      merges: merges.filter((one) => one !== contactId),
    });
  });
};

const wake = (facts: TreatmentFacts, treatment: Treatment): NewEvent[] => {
  const { debtorId, creditorId } = facts;
  const plans = facts.debts.map((debt) =>
    planDebt(debt, treatment, facts.strategy, facts.zones, facts.now, todayOf(facts)),
  );
  const { ready, over } = wakeReplanned(facts, treatment);
  return [
    ...segmentChanges(facts, treatment),
    ...plans
      .flatMap(({ skipped }) => skipped)
      .map(({ item, reason }) => StepSkipped.make({ debtorId, creditorId, ...item, reason })),
    ...over,
    ...requests(
      facts,
      plans.flatMap(({ due }) => due),
      ready,
    ),
  ];
};

const replan = (command: Extract<TreatmentCommand, { kind: 'replan' }>, treatment: Treatment): NewEvent[] => {
  const { debtorId, creditorId, contactId, requestId, notBefore, debtIds } = command;
  if (treatment.answered.includes(requestId)) return [];
  const items = (treatment.requested[contactId] ?? []).filter(({ debtId }) => debtIds.includes(debtId));
  if (items.length === 0) return [];
  return [ItemsReplanned.make({ debtorId, creditorId, contactId, requestId, notBefore, items })];
};

/** What follows from a command about a treatment; nothing where it changes nothing. */
export const decideTreatment = (command: TreatmentCommand, treatment: Treatment): readonly NewEvent[] =>
  command.kind === 'wake' ? wake(command.facts, treatment) : replan(command, treatment);

/** When a treatment must look again: its next step, lawful instant or change of segment; null when never. */
export const nextWake = (facts: TreatmentFacts, treatment: Treatment): InstantText | null => {
  const today = todayOf(facts);
  const instants = facts.debts.flatMap((debt) => {
    const { next } = planDebt(debt, treatment, facts.strategy, facts.zones, facts.now, today);
    const segmentDay = debt.ended === null ? nextSegmentDay(debt, today) : null;
    return [next, segmentDay && startOfDay(segmentDay, dayZone(facts))].filter((one) => one !== null);
  });
  instants.push(...treatment.replanned.map(({ notBefore }) => notBefore));
  const ahead = instants.filter((one) => one > facts.now);
  return ahead.length > 0 ? earliest(ahead) : null;
};

