import {
  adjudicate,
  type ContactItem,
  contact,
  creditorPriority,
  type DecisionRecord,
  debt,
  type Facts,
  type GateAnswer,
  type GateRequest,
  isWorkable,
  PRIORITY,
  type Proposal,
  rankOf,
} from '@cauce/domain';
import { derivedId, type InstantText, instantOfMs, msOf } from '@cauce/kernel';
import { ready } from '@cauce/rule-packs';
import { factsOf, proposalOf, type Reached, reach } from './facts.ts';
import type { Known } from './known.ts';
import { type Message, messageOf, type Spoken } from './message.ts';
import type { Law } from './packs.ts';

/** A clearance not used by then is asked for again. */
const CLEARANCE_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** A contact before the law: what is asked for, when, and under which packs. */
export interface Case {
  readonly request: GateRequest;
  readonly items: readonly ContactItem[];
  readonly law: Law;
  readonly at: InstantText;
  /** What was known of the message when it was judged before; left out, what the texts in use make of it. */
  readonly message?: Message;
}

interface Judged {
  readonly item: ContactItem;
  readonly facts: Facts;
  readonly proposal: Proposal;
  readonly result: DecisionRecord['items'][number];
}

/** What the gate says to a request; null where none of its debts is worked any more. */
export type Judgement = Exclude<GateAnswer, { kind: 'cancel' }> | null;

/**
 * Judges a contact on what is known. The gate's answers and their readjudication are both this: they differ only in
 * what is known and in the packs.
 */
export const judge = async (known: Known, one: Case): Promise<Judgement> => {
  const { request, at } = one;
  const person = await known.load(contact, request.debtorId);
  if (!person) return null;
  const reached = await reach(known, person, request.channel);
  const spoken: Spoken[] = [];
  for (const item of one.items) {
    const about = await known.load(debt, item.debtId);
    if (isWorkable(about))
      spoken.push({ item, about, facts: await factsOf(known, reached, about, request, at) });
  }
  if (spoken.length === 0) return null;
  const message = one.message ?? (await messageOf(known, request, spoken, one.law.packs));
  const judged = spoken.map((each) => judgeItem(each, message, reached, one));
  const decision = await recordOf(known, one, message, judged);
  const asked = judged.map(({ item }) => item);
  const allowed = judged.filter(({ result }) => result.decision === 'allow');
  if (allowed.length > 0) {
    const revision = known.streams.get(`${contact.category}-${request.debtorId}`) ?? -1;
    return {
      kind: 'clear',
      request,
      clearanceId: derivedId('clearance', request.requestId, revision),
      expiresAt: expiryOf(one, allowed),
      pointId: reached.point?.pointId ?? null,
      template: message.templateFor(stepsOf(allowed)),
      items: allowed.map(({ item }) => item),
      decision,
    };
  }
  const instants = judged.flatMap(({ result }) => result.notBefore ?? []);
  if (instants.length === 0) return { kind: 'refuse', request, items: asked, decision };
  const notBefore = instants.reduce(
    (early, instant) => (instant < early ? instant : early),
    instants[0] ?? at,
  );
  return { kind: 'defer', request, notBefore, items: asked, decision };
};

const stepsOf = (some: readonly { readonly item: ContactItem }[]): string[] =>
  some.map(({ item }) => item.step);

const judgeItem = (
  { item, about, facts }: Spoken,
  { content }: Message,
  reached: Reached,
  { request, law, at }: Case,
): Judged => {
  const proposal = proposalOf(request, reached, about, content, at);
  const verdict = adjudicate(ready(law.packs), facts, proposal);
  const rules = verdict.rules.map(({ citation, ...rule }) => ({ ...rule, citation: citation.text }));
  const { decision, notBefore, reasons } = verdict;
  return {
    item,
    facts,
    proposal,
    result: { ...item, decision, notBefore, reasons: [...reasons], rules },
  };
};

/**
 * The clearance ends with its term, with the use of the contact, with the packs in force and with the lawful minute,
 * whichever is first.
 */
const expiryOf = ({ request, law, at }: Case, allowed: readonly Judged[]): InstantText => {
  const start = msOf(at);
  const { packs, until } = law;
  const ends = [request.usefulUntil, ...(until ? [until] : [])].map(msOf);
  const term = Math.min(start + CLEARANCE_MS, ...ends);
  const lawful = (ms: number): boolean =>
    allowed.every(
      ({ facts, proposal }) =>
        adjudicate(ready(packs), facts, { ...proposal, at: instantOfMs(ms) }).decision === 'allow',
    );
  if (lawful(term - 1)) return instantOfMs(term);
  let end = Math.floor(start / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  while (end < term && lawful(end)) end += MINUTE_MS;
  return instantOfMs(Math.min(end, term));
};

const recordOf = async (
  known: Known,
  { request, at }: Case,
  { content, templates }: Message,
  judged: readonly Judged[],
): Promise<DecisionRecord> => {
  const priority = await known.load(creditorPriority, PRIORITY);
  const creditorRank = priority.length === 0 ? {} : { creditorRank: rankOf(priority, request.creditorId) };
  const packs = new Map(
    judged.flatMap(({ result }) => result.rules.map((rule) => [rule.pack, rule.packVersion])),
  );
  const { history, ...facts } = judged[0]?.facts ?? { history: [] };
  const { address, person: role } = judged[0]?.proposal ?? {};
  const proposed = { ...(address ? { address } : {}), ...(role ? { person: role } : {}) };
  return {
    at,
    items: judged.map(({ result }) => result),
    packs: [...packs].map(([id, version]) => ({ id, version })),
    basis: {
      streams: [...known.streams].map(([stream, revision]) => ({ stream, revision })),
      facts: {
        ...facts,
        ...proposed,
        content,
        templates: [...templates],
        pastContacts: history.length,
        ...creditorRank,
      },
    },
  };
};
