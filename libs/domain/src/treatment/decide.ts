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
import { type AnchoredItem, deferralKey, stepKey, type Treatment } from './state.ts';
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
  /** This creditor's contacts that were sent to the debtor, or may have been. */
  readonly sent: readonly Uuid[];
  readonly strategy: Strategy;
}

/** What a request asked for of some debts is planned again, not before an instant. */
export interface ReplanItems {
  readonly kind: 'replan';
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly contactId: Uuid;
  readonly requestId: Uuid;
  readonly notBefore: InstantText;
  readonly debtIds: readonly Uuid[];
}

export type TreatmentCommand = { readonly kind: 'wake'; readonly facts: TreatmentFacts } | ReplanItems;

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

/** The step of an item with its times, where there is still something to say of it. */
const live = (item: AnchoredItem, facts: TreatmentFacts): TimedItem[] => {
  const debt = facts.debts.find(({ debtId }) => debtId === item.debtId) ?? null;
  const step = isWorkable(debt) && timed(item, debt, facts.strategy, facts.zones, todayOf(facts));
  return step && step.usefulUntil > facts.now ? [step] : [];
};

const latest = (instants: readonly InstantText[]): InstantText => instants.reduce((a, b) => (a > b ? a : b));
const earliest = (instants: readonly InstantText[]): InstantText =>
  instants.reduce((a, b) => (a < b ? a : b));

const anchored = ({ debtId, step, anchor }: AnchoredItem): AnchoredItem => ({ debtId, step, anchor });

/** A step to ask for, and the deferred contact that it comes from. */
interface Wanted {
  readonly item: TimedItem;
  readonly from: Uuid | null;
}

/**
 * Items put off by the gate that may go now, contacts of which nothing is of use any more, and what has lost its use
 * of a contact whose other items go.
 */
const wakeReplanned = (facts: TreatmentFacts, treatment: Treatment) => {
  const { debtorId, creditorId } = facts;
  const ready: Wanted[] = [];
  const over: NewEvent[] = [];
  for (const { contactId, notBefore, items } of treatment.replanned) {
    const steps = items.flatMap((item) => live(item, facts));
    if (steps.length === 0) {
      const plain = items.map(({ debtId, step }) => ({ debtId, step }));
      over.push(ContactSuperseded.make({ debtorId, creditorId, contactId, items: plain }));
    } else if (notBefore <= facts.now) {
      const planned = steps.map((item) => ({ ...item, plannedAt: latest([item.plannedAt, notBefore]) }));
      ready.push(...planned.map((item) => ({ item, from: contactId })));
      const going = new Set(steps.map(stepKey));
      const worked = new Set(facts.debts.filter(isWorkable).map(({ debtId }) => debtId));
      const lost = items.filter((item) => worked.has(item.debtId) && !going.has(stepKey(item)));
      over.push(
        ...lost.map((item) =>
          StepSkipped.make({ debtorId, creditorId, ...anchored(item), reason: 'use_over' }),
        ),
      );
    }
  }
  return { ready, over };
};

/** The day's contact in a language that was not sent yet. */
const contactOf = (
  { debtorId, creditorId, strategy, sent, ...facts }: TreatmentFacts,
  language: string,
): Uuid => {
  const day = localDate(facts.now, facts.zones[0] ?? 'UTC');
  for (let n = 0; ; n += 1) {
    const contactId = derivedId('contact', debtorId, creditorId, strategy.channel, language, day, n);
    if (!sent.includes(contactId)) return contactId;
  }
};

/** One request per language: what is due now, what was put off until now, and what the contact had to say before. */
const requests = (facts: TreatmentFacts, treatment: Treatment, wanted: readonly Wanted[]): NewEvent[] => {
  const { debtorId, creditorId, strategy, languages } = facts;
  const groups = Map.groupBy(wanted, ({ item }) => languages[item.debtId] ?? 'es');
  return [...groups].map(([language, group]) => {
    const contactId = contactOf(facts, language);
    const now = new Set(group.map(({ item }) => stepKey(item)));
    const before = (treatment.requested[contactId]?.items ?? []).filter((item) => !now.has(stepKey(item)));
    const items = [...before.flatMap((item) => live(item, facts)), ...group.map(({ item }) => item)];
    const merges = [...new Set(group.flatMap(({ from }) => (from && from !== contactId ? [from] : [])))];
    return ContactRequested.make({
      debtorId,
      creditorId,
      contactId,
      channel: strategy.channel,
      language,
      strategy: `${strategy.name}@${strategy.version}`,
      plannedFor: latest(items.map(({ plannedAt }) => plannedAt)),
      usefulUntil: earliest(items.map(({ usefulUntil }) => usefulUntil)),
      items: items.map(anchored),
      merges,
    });
  });
};

const wake = (facts: TreatmentFacts, treatment: Treatment): NewEvent[] => {
  const { debtorId, creditorId } = facts;
  const plans = facts.debts.map((debt) =>
    planDebt(debt, treatment, facts.strategy, facts.zones, facts.now, todayOf(facts)),
  );
  const { ready, over } = wakeReplanned(facts, treatment);
  const due = plans.flatMap((plan) => plan.due.map((item) => ({ item, from: null })));
  return [
    ...segmentChanges(facts, treatment),
    ...plans
      .flatMap(({ skipped }) => skipped)
      .map(({ item, reason }) => StepSkipped.make({ debtorId, creditorId, ...item, reason })),
    ...over,
    ...requests(facts, treatment, [...due, ...ready]),
  ];
};

const replan = (command: ReplanItems, treatment: Treatment): NewEvent[] => {
  const { debtorId, creditorId, contactId, requestId, notBefore, debtIds } = command;
  const request = treatment.requested[contactId];
  // The answer to a request that a later one of the same contact took over is of no use.
  if (request?.requestId !== requestId) return [];
  const items = request.items.filter(
    ({ debtId }) => debtIds.includes(debtId) && !treatment.answered.includes(deferralKey(requestId, debtId)),
  );
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
    return [next?.at ?? null, segmentDay && startOfDay(segmentDay, dayZone(facts))].filter(
      (one) => one !== null,
    );
  });
  instants.push(...treatment.replanned.map(({ notBefore }) => notBefore));
  const ahead = instants.filter((one) => one > facts.now);
  return ahead.length > 0 ? earliest(ahead) : null;
};
