import { type Fate, fateIn, type SilenceReason, type Strategy } from '@cauce/domain';
import type { InstantText, Uuid, Zone } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import { UnknownReferenceError } from '../errors.ts';
import type { ContactBody } from '../models/contacts.ts';
import type { Opener } from '../projection/boxes.ts';
import { bodyOf } from '../projection/projection.ts';
import { type ExplainedDecision, type ExplainedItem, type Explanation, explain } from '../queries/explain.ts';
import { Labels } from '../queries/labels.ts';
import type { Models } from '../queries/models.ts';
import { debtsOf } from './owed.ts';
import { Story, upTo } from './story.ts';

/** An item as it was judged, and what was to happen to its debt from there. */
export interface JudgedItem extends ExplainedItem {
  readonly next: InstantText | null;
  /** The step that was planned for then; null where it was something else. */
  readonly nextStep: string | null;
}

export interface JudgedDecision extends ExplainedDecision {
  readonly items: readonly JudgedItem[];
}

/** What a contact was for and did not say, and why. */
export interface Unsaid {
  readonly debt: string;
  readonly debtId: Uuid;
  readonly step: string;
  readonly reason: SilenceReason;
  readonly since: InstantText;
}

export interface ContactExplanation extends Explanation {
  readonly channel: string;
  /** Where the debtor is planned for now. */
  readonly zone: Zone;
  readonly items: readonly JudgedItem[];
  readonly decisions: readonly JudgedDecision[];
  /** Empty where all was sent. */
  readonly unsaid: readonly Unsaid[];
}

const unsaidOf = async ({ state, step, since }: Fate, debtId: Uuid, labels: Labels): Promise<Unsaid[]> =>
  state === 'contacted' ? [] : [{ debt: await labels.debt(debtId), debtId, step, reason: state, since }];

/**
 * Why a contact was allowed, put off or refused: every decision with its rules, what was to happen next, and what became
 * of what it was for. Throws UnknownReferenceError.
 */
export const explainContact = async (
  models: Models,
  store: EventStore,
  opener: Opener,
  contactId: Uuid,
  strategy: Strategy,
): Promise<ContactExplanation> => {
  const document = await models.contacts.get(contactId);
  if (!document) throw new UnknownReferenceError('contact', contactId);
  const { debtorId, creditorId, channel, items: meant } = bodyOf<ContactBody>(document);
  const story = await Story.read(store, debtorId, await debtsOf(models, debtorId));
  const { decisions: told, ...explanation } = await explain(models, store, opener, contactId);
  const decisions = told.map((decision): JudgedDecision => {
    const until = upTo(decision);
    const items = decision.items.map((item) => {
      const owed = { debtId: item.debtId, creditorId };
      const { next, nextStep } = story.seen(owed, decision.at, until, { strategy, parked: false }).silence;
      return { ...item, next, nextStep };
    });
    return { ...decision, items };
  });
  const debtIds = [...new Set(meant.map(({ debtId }) => debtId))];
  const labels = await Labels.load(models, opener, { debts: debtIds, debtors: [] });
  const zones = debtIds.flatMap((debtId) => story.zonesOf({ debtId, creditorId }));
  const unsaid = debtIds.map(async (debtId) => {
    const fate = fateIn(contactId, story.about({ debtId, creditorId }), debtId);
    return fate ? unsaidOf(fate, debtId, labels) : [];
  });
  return {
    ...explanation,
    channel,
    zone: zones[0] ?? 'UTC',
    items: decisions.at(-1)?.items ?? [],
    decisions,
    unsaid: (await Promise.all(unsaid)).flat(),
  };
};
