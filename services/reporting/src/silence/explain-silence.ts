import type { SilenceReason } from '@cauce/domain';
import type { InstantText, Uuid, Zone } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { Opener } from '../projection/boxes.ts';
import { type ExplainedDecision, type ExplainedItem, explained } from '../queries/explain.ts';
import { Labels } from '../queries/labels.ts';
import type { Models } from '../queries/models.ts';
import { readRows } from '../queries/read-rows.ts';
import type { Subject } from '../queries/references.ts';
import { debtsOf } from './owed.ts';
import { knownAt, type OwedDebt, type Seen, Story, type Working } from './story.ts';

/** Why nothing was sent about one debt. */
export interface SilentItem {
  readonly debt: string;
  readonly debtId: Uuid;
  readonly creditor: string;
  readonly reason: SilenceReason;
  /** The last step taken or lost, its contact, and since when it stands so. */
  readonly step: string | null;
  readonly contactId: Uuid | null;
  readonly since: InstantText | null;
  /** The next instant at which something is to happen, and the step that is planned for it. */
  readonly next: InstantText | null;
  readonly nextStep: string | null;
  /** What the gate last said of that step, where it was asked. */
  readonly decision: ExplainedItem['decision'] | null;
  readonly notBefore: InstantText | null;
  readonly reasons: readonly string[];
  readonly rules: ExplainedItem['rules'];
  readonly pack: string | null;
  /** The streams that were looked at, how far, and the facts taken from them. */
  readonly basis: Pick<Seen, 'streams' | 'facts'>;
}

export interface SilenceExplanation {
  readonly debtorId: Uuid;
  readonly at: InstantText;
  /** Where the debtor is planned for. */
  readonly zone: Zone;
  /** One for each debt that the debtor has now. */
  readonly items: readonly SilentItem[];
}

/** The gate's decision on the step, as `explain` tells it. */
const decisionOn = async (
  store: EventStore,
  labels: Labels,
  { fate }: Seen,
): Promise<ExplainedDecision | null> => {
  if (!fate?.decision) return null;
  const [event] = await readRows(store, [fate.decision]);
  return event ? explained(event, labels) : null;
};

const itemOf = async (store: EventStore, labels: Labels, owed: OwedDebt, seen: Seen): Promise<SilentItem> => {
  const { debtId, creditorId } = owed;
  const decided = await decisionOn(store, labels, seen);
  const judged = decided?.items.find((item) => item.debtId === debtId);
  const { streams, facts } = seen;
  return {
    debt: await labels.debt(debtId),
    debtId,
    creditor: labels.creditor(creditorId),
    ...seen.silence,
    decision: judged?.decision ?? null,
    notBefore: judged?.notBefore ?? null,
    reasons: judged?.reasons ?? [],
    rules: judged?.rules ?? [],
    pack: decided?.pack ?? null,
    basis: { streams, facts },
  };
};

/** Why nothing was sent to a debtor at an instant, debt by debt, by what was recorded then. Throws UnknownReferenceError. */
export const explainSilence = async (
  models: Models,
  store: EventStore,
  opener: Opener,
  { debtorId, debtId }: Subject,
  at: InstantText,
  working: Working,
): Promise<SilenceExplanation> => {
  const debts = await debtsOf(models, debtorId);
  const asked = debtId === undefined ? debts : debts.filter((one) => one.debtId === debtId);
  const story = await Story.read(store, debtorId, debts);
  const ids = asked.map((one) => one.debtId);
  const labels = await Labels.load(models, opener, { debts: ids, debtors: [] });
  const all = asked.map((owed) => ({ owed, seen: story.seen(owed, at, knownAt(at), working) }));
  return {
    debtorId,
    at,
    zone: all[0]?.seen.zones[0] ?? 'UTC',
    items: await Promise.all(all.map(({ owed, seen }) => itemOf(store, labels, owed, seen))),
  };
};
