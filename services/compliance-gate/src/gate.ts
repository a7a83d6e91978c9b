import {
  adjudicate,
  type Contact,
  type ContactItem,
  contact,
  contactHistory,
  creditorPriority,
  type Debt,
  type DecisionRecord,
  debt,
  type Facts,
  type GateAnswer,
  type GateRequest,
  isWorkable,
  type Person,
  type Portfolio,
  PRIORITY,
  type Proposal,
  placeOf,
  portfolio,
  type RulePack,
  rankOf,
  SAID_BY_TEMPLATES,
} from '@cauce/domain';
import { derivedId, type InstantText, instantOfMs, instantText, msOf, type Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';

/** A clearance not used by then is asked for again. */
const CLEARANCE_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

interface Judged {
  readonly item: ContactItem;
  readonly debt: Debt;
  readonly facts: Facts;
  readonly result: DecisionRecord['items'][number];
}

/** Judges a contact on the facts of the log. Loads its streams through the unit, so that the answer stands on them. */
export class Gate {
  constructor(
    private readonly core: Core,
    private readonly packs: readonly RulePack[],
  ) {}

  /** The answer to a request for some items. */
  judge(
    unit: UnitOfWork,
    person: Person,
    request: GateRequest,
    items: readonly ContactItem[],
  ): Promise<GateAnswer> {
    const attributes = { 'cauce.channel': request.channel, 'cauce.contact.id': request.contactId };
    return this.core.telemetry.span('adjudicate', { attributes }, async ({ set }) => {
      const answer = await this.answer(unit, person, request, items);
      set({ 'cauce.outcome': answer.kind });
      return answer;
    });
  }

  private async answer(
    unit: UnitOfWork,
    person: Person,
    request: GateRequest,
    items: readonly ContactItem[],
  ): Promise<GateAnswer> {
    const now = instantText(this.core.clock.now());
    const { contactId, creditorId, requestId } = request;
    const cancel = (reason: string): GateAnswer => ({
      kind: 'cancel',
      contactId,
      creditorId,
      requestId,
      reason,
      items,
    });
    if (request.usefulUntil <= now) return cancel('USE_OVER');
    if (await this.core.vault.erased(person.debtorId)) return cancel('ERASED');
    const judged: Judged[] = [];
    for (const item of items) {
      const one = await unit.load(debt, item.debtId);
      if (isWorkable(one)) judged.push(await this.judgeItem(person, request, item, one, now));
    }
    if (judged.length === 0) return cancel('NOTHING_TO_SAY');
    const decision = await this.recordOf(unit, person, creditorId, judged, now);
    const { revision } = await unit.head(contact, person.debtorId);
    return this.answerOf(request, judged, decision, now, derivedId('clearance', requestId, revision));
  }

  private async judgeItem(
    person: Person,
    request: GateRequest,
    item: ContactItem,
    debt: Debt,
    now: InstantText,
  ): Promise<Judged> {
    const book = await this.core.log.load(portfolio, debt.portfolioId);
    const facts = factsOf(person, book, request.contactId, now);
    const verdict = adjudicate(this.packs, facts, proposalOf(request, debt, now));
    const rules = verdict.rules.map(({ citation, ...rule }) => ({ ...rule, citation: citation.text }));
    return {
      item,
      debt,
      facts,
      result: {
        ...item,
        decision: verdict.decision,
        notBefore: verdict.notBefore,
        reasons: [...verdict.reasons],
        rules,
      },
    };
  }

  private answerOf(
    request: GateRequest,
    judged: readonly Judged[],
    decision: DecisionRecord,
    now: InstantText,
    clearanceId: Uuid,
  ): GateAnswer {
    const allowed = judged.filter(({ result }) => result.decision === 'allow');
    const asked = judged.map(({ item }) => item);
    if (allowed.length > 0) {
      const expiresAt = this.expiry(request, allowed, now);
      return {
        kind: 'clear',
        request,
        clearanceId,
        expiresAt,
        items: allowed.map(({ item }) => item),
        decision,
      };
    }
    const instants = judged.flatMap(({ result }) => (result.notBefore === null ? [] : [result.notBefore]));
    if (instants.length === 0) return { kind: 'refuse', request, items: asked, decision };
    const notBefore = instants.reduce((early, one) => (one < early ? one : early));
    return { kind: 'defer', request, notBefore, items: asked, decision };
  }

  /** The clearance ends with its term, with the use of the contact, and with the lawful minute, whichever is first. */
  private expiry(request: GateRequest, allowed: readonly Judged[], now: InstantText): InstantText {
    const start = msOf(now);
    const term = Math.min(start + CLEARANCE_MS, msOf(request.usefulUntil));
    const lawful = (ms: number): boolean =>
      allowed.every(({ debt, facts }) => {
        const proposal = proposalOf(request, debt, instantOfMs(ms));
        return adjudicate(this.packs, facts, proposal).decision === 'allow';
      });
    if (lawful(term - 1)) return instantOfMs(term);
    let end = Math.floor(start / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    while (end < term && lawful(end)) end += MINUTE_MS;
    return instantOfMs(Math.min(end, term));
  }

  private async recordOf(
    unit: UnitOfWork,
    person: Person,
    creditorId: Uuid,
    judged: readonly Judged[],
    now: InstantText,
  ): Promise<DecisionRecord> {
    const streams = [
      {
        stream: `contact-${person.debtorId}`,
        revision: (await unit.head(contact, person.debtorId)).revision,
      },
    ];
    for (const { debt: one } of judged) {
      streams.push({ stream: `debt-${one.debtId}`, revision: (await unit.head(debt, one.debtId)).revision });
    }
    const stream = `${creditorPriority.category}-${PRIORITY}`;
    const priority = await this.core.log.fold(creditorPriority, stream);
    const { revision } = priority.head;
    if (revision >= 0) streams.push({ stream, revision });
    const creditorRank = revision < 0 ? {} : { creditorRank: rankOf(priority.state as Uuid[], creditorId) };
    const packs = new Map(
      judged.flatMap(({ result }) => result.rules.map((rule) => [rule.pack, rule.packVersion])),
    );
    const [first] = judged;
    const { history, ...facts } = first?.facts ?? { history: [] };
    return {
      at: now,
      items: judged.map(({ result }) => result),
      packs: [...packs].map(([id, version]) => ({ id, version })),
      basis: { streams, facts: { ...facts, pastContacts: history.length, ...creditorRank } },
    };
  }
}

const factsOf = (person: Person, book: Portfolio | null, contactId: string, now: InstantText): Facts => {
  const { zones, regions } = placeOf(person, book?.zone ?? 'UTC');
  return {
    zones,
    regions,
    country: person.country,
    portfolio: {
      jurisdiction: book?.jurisdiction ?? person.country,
      collector: book?.collector ?? 'third_party',
      debtKind: book?.debtKind ?? 'consumer',
    },
    history: contactHistory(person, now, contactId),
  };
};

const proposalOf = (request: GateRequest, debt: Debt, at: InstantText): Proposal => ({
  at,
  channel: request.channel as Proposal['channel'],
  debtId: debt.debtId,
  creditorId: request.creditorId,
  content: SAID_BY_TEMPLATES,
});

/** The request that a contact was made from, to be judged again. */
export const requestOf = (person: Person, contact: Contact): GateRequest => {
  const { creditorId, contactId, requestId, channel, language, plannedFor, usefulUntil } = contact;
  return {
    debtorId: person.debtorId,
    creditorId,
    contactId,
    requestId,
    channel,
    language,
    plannedFor,
    usefulUntil,
  };
};
