import { type ContactCleared, type EventOf, type RecordedEvent, upcast } from '@cauce/contracts';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import { UnknownReferenceError } from '../errors.ts';
import type { ContactBody, EventRef } from '../models/contacts.ts';
import type { Opener } from '../projection/boxes.ts';
import { bodyOf } from '../projection/projection.ts';
import { Labels } from './labels.ts';
import type { Models } from './models.ts';

type DecisionData = EventOf<typeof ContactCleared>['data']['decision'];
type DecidedItem = DecisionData['items'][number];

export interface ExplainedItem {
  /** The creditor's number of the debt. */
  readonly debt: string;
  readonly debtId: Uuid;
  readonly step: string;
  readonly decision: DecidedItem['decision'];
  readonly notBefore: InstantText | null;
  readonly reasons: readonly string[];
  readonly rules: DecidedItem['rules'];
}

/** What the gate said, whether or not it is on the log. */
export interface DecisionInWords {
  readonly at: InstantText;
  readonly items: readonly ExplainedItem[];
  /** Packs in force: "CO@2023.10". */
  readonly pack: string;
  readonly basis: DecisionData['basis'];
}

export interface ExplainedDecision extends DecisionInWords {
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

export interface Explanation {
  readonly contactId: Uuid;
  readonly status: ContactBody['status'];
  /** Of the last decision; empty while the gate was not asked. */
  readonly items: readonly ExplainedItem[];
  readonly pack: string | null;
  readonly basis: DecisionData['basis'] | null;
  /** All of them, oldest first. */
  readonly decisions: readonly ExplainedDecision[];
}

const readOne = async (store: EventStore, { stream, revision }: EventRef): Promise<RecordedEvent[]> => {
  const [event] = await store.read(stream, { from: revision, limit: 1 });
  return event ? [upcast(event)] : [];
};

/** A jurisdiction that has no pack is named without a version. */
const packText = ({ id, version }: { id: string; version: string }): string =>
  version === '' ? id : `${id}@${version}`;

/** A decision in the creditor's words. */
export const inWords = async (decision: DecisionData, labels: Labels): Promise<DecisionInWords> => ({
  at: decision.at,
  items: await Promise.all(
    decision.items.map(async ({ debtId, step, decision: outcome, notBefore, reasons, rules }) => ({
      debt: await labels.debt(debtId),
      debtId,
      step,
      decision: outcome,
      notBefore,
      reasons,
      rules,
    })),
  ),
  pack: decision.packs.map(packText).join(', '),
  basis: decision.basis,
});

/** A decision event in the creditor's words. */
export const explained = async (event: RecordedEvent, labels: Labels): Promise<ExplainedDecision> => {
  const { type, stream, revision, position, data } = event;
  const { decision } = data as { decision: DecisionData };
  return { type, stream, revision, position, ...(await inWords(decision, labels)) };
};

/** Why a contact was allowed, put off or refused: every rule, its inputs and citation. Throws UnknownReferenceError. */
export const explain = async (
  models: Models,
  store: EventStore,
  opener: Opener,
  contactId: Uuid,
): Promise<Explanation> => {
  const document = await models.contacts.get(contactId);
  if (!document) throw new UnknownReferenceError('contact', contactId);
  const contact = bodyOf<ContactBody>(document);
  const events = (await Promise.all(contact.decisions.map((ref) => readOne(store, ref)))).flat();
  const debts = events.flatMap(({ data }) =>
    (data as { decision: DecisionData }).decision.items.map(({ debtId }) => debtId),
  );
  const labels = await Labels.load(models, opener, { debts, debtors: [] });
  const decisions = await Promise.all(events.map((event) => explained(event, labels)));
  const last = decisions.at(-1);
  return {
    contactId,
    status: contact.status,
    items: last?.items ?? [],
    pack: last?.pack ?? null,
    basis: last?.basis ?? null,
    decisions,
  };
};
