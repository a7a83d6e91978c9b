import { Gate, Packs } from '@cauce/compliance-gate';
import {
  type ContactChannel,
  contact,
  type GateAnswer,
  type GateRequest,
  pointsFor,
  type SilenceReason,
} from '@cauce/domain';
import { derivedId, type InstantText, instantOfMs, instantText, msOf, type Uuid } from '@cauce/kernel';
import { type ExplainedItem, type Explanation, inWords, Labels, Opener } from '@cauce/reporting';
import { ownPacks } from '@cauce/rule-packs';
import type { App } from '../../host/app.ts';
import { strategyOf } from '../../host/strategy.ts';
import { invalid } from '../../host/usage-error.ts';
import { instantOption } from '../arguments/dates.ts';
import { debtsOfContact } from '../arguments/debts.ts';
import { namesIn, type Titled, withTitles } from '../packs/rule-titles.ts';

/** A contact that somebody would like to make. */
export interface ContactProposal {
  /** Id, document or the creditor's reference. */
  readonly debtor: string;
  /** Ids or obligations, all of one creditor: what the contact would speak of. */
  readonly debts: readonly string[];
  readonly channel: ContactChannel;
  /** Left out, now. */
  readonly at?: string;
}

/** A debt that the contact would not speak of, and why. */
export interface NotSpokenOf {
  readonly debt: string;
  readonly debtId: Uuid;
  readonly reason: SilenceReason;
}

/** What would happen to a contact; the items are those of `explain`. */
export interface GateCheck {
  readonly debtorId: Uuid;
  readonly at: InstantText;
  readonly channel: ContactChannel;
  /** Whether it was judged without an address, as the debtor has no valid one for the channel: what the law says of addresses was not asked. */
  readonly withoutAddress: boolean;
  readonly decision: ExplainedItem['decision'];
  /** The first instant at which it would be lawful; null where it is, or no time cures it. */
  readonly notBefore: InstantText | null;
  /** Until when the clearance would hold. */
  readonly expiresAt: InstantText | null;
  readonly items: readonly Omit<ExplainedItem, 'step'>[];
  readonly notSpokenOf: readonly NotSpokenOf[];
  readonly pack: Explanation['pack'];
  readonly basis: Explanation['basis'];
}

/** A contact that nobody planned is of no step. */
const NO_STEP = '-';
const DAY_MS = 86_400_000;

const DECISIONS: { readonly [K in GateAnswer['kind']]: ExplainedItem['decision'] } = {
  clear: 'allow',
  defer: 'defer',
  refuse: 'block',
  cancel: 'block',
};

const instantOf = (now: InstantText, given: string | undefined): InstantText => {
  const at = given === undefined ? now : instantOption('at', given);
  if (at < now)
    throw invalid(
      'at',
      `must be an instant to come, not "${given}" (it is ${now}): "cauce explain" says what was decided then`,
    );
  return at;
};

/** Why each of some debts would not be spoken of. */
const silencesOf = async (app: App, debtorId: Uuid, debtIds: readonly Uuid[], now: InstantText) => {
  const working = { strategy: await strategyOf(app.folder.core), parked: false };
  const silences: NotSpokenOf[] = [];
  for (const debtId of debtIds) {
    const { items } = await app.reporting.explainSilence({ debtorId, debtId }, now, working);
    silences.push(...items.map(({ debt, reason }) => ({ debt, debtId, reason })));
  }
  return silences;
};

/** What would happen to a contact, without doing it: nothing is appended. Throws UsageError, and as references do. */
export const gateCheckOperation = async (app: App, proposal: ContactProposal): Promise<Titled<GateCheck>> => {
  const { core } = app.folder;
  const { channel } = proposal;
  const now = instantText(core.clock.now());
  const at = instantOf(now, proposal.at);
  const { debtorId } = await app.reporting.references.subject(proposal.debtor);
  const { creditorId, debtIds } = await debtsOfContact(app, debtorId, proposal.debts);
  const person = await core.log.load(contact, debtorId);
  const contactId = derivedId('check', debtorId, creditorId, channel, at);
  const request: GateRequest = {
    debtorId,
    creditorId,
    contactId,
    requestId: contactId,
    channel,
    language: person?.language ?? 'es',
    plannedFor: at,
    usefulUntil: instantOfMs(msOf(at) + DAY_MS),
  };
  // Never committed: what the gate looks at is loaded through it, and nothing is staged.
  const unit = core.log.unit({ actor: app.actor, causationId: contactId, correlationId: contactId });
  const items = debtIds.map((debtId) => ({ debtId, step: NO_STEP }));
  const answer = await new Gate(core, new Packs(ownPacks())).judge(unit, request, items, at);
  const labels = await Labels.load(app.reporting.models, new Opener(core.log.sealer), {
    debts: debtIds,
    debtors: [],
  });
  const told = answer.kind === 'cancel' ? null : await inWords(answer.decision, labels);
  const judged = (told?.items ?? []).map(({ step: _, ...item }) => item);
  const unjudged = debtIds.filter((debtId) => judged.every((item) => item.debtId !== debtId));
  const withoutAddress = told !== null && person !== null && pointsFor(person, channel).length === 0;
  const result: GateCheck = {
    debtorId,
    at,
    channel,
    withoutAddress,
    decision: DECISIONS[answer.kind],
    notBefore: answer.kind === 'defer' ? answer.notBefore : null,
    expiresAt: answer.kind === 'clear' ? answer.expiresAt : null,
    items: judged,
    notSpokenOf: [
      ...(await silencesOf(app, debtorId, unjudged, now)),
      ...(withoutAddress && answer.kind === 'clear' ? judged : []).map(({ debt, debtId }) => ({
        debt,
        debtId,
        reason: 'no_address' as const,
      })),
    ],
    pack: told?.pack ?? null,
    basis: told?.basis ?? null,
  };
  return withTitles(app, result, namesIn(judged.flatMap(({ rules }) => rules)));
};
