import { setImmediate } from 'node:timers/promises';
import { type ContactCleared, type EventOf, type RecordedEvent, upcast } from '@cauce/contracts';
import { type Content, contact, type DecisionRecord, type GateRequest } from '@cauce/domain';
import { canonicalJson, type InstantText, type Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { PackFile } from '@cauce/rule-packs';
import { type Judgement, judge } from './judgement.ts';
import { Known, Past } from './known.ts';
import { type Message, recordedMessage } from './message.ts';
import type { Law, Packs } from './packs.ts';
import { Released } from './released.ts';
import { type Trial, trialOf } from './trial.ts';

type Word = 'allow' | 'defer' | 'block';

/** A decision that comes out otherwise. */
export interface Changed {
  readonly contact: Uuid;
  /** When it was decided. */
  readonly at: InstantText;
  readonly was: Word;
  /** Null where nothing would be decided: none of the debts was worked. */
  readonly now: Word | null;
  readonly notBefore: { readonly was: InstantText | null; readonly now: InstantText | null };
  /** The rule that makes the difference; null where no rule says anything else. */
  readonly rule: string | null;
}

export interface Readjudication {
  readonly decisions: number;
  readonly equal: number;
  readonly changed: readonly Changed[];
}

export interface ReadjudicateOptions {
  /** Decisions from this instant on. */
  readonly from?: InstantText;
  /** Decisions up to this instant, itself included. */
  readonly to?: InstantText;
  /** A pack to try, in place of that of its jurisdiction; left out, all must come out as it did. */
  readonly pack?: PackFile;
  readonly onProgress?: (people: number, of: number) => void;
}

type Item = DecisionRecord['items'][number];
type Decided = EventOf<typeof ContactCleared>['data'] & { readonly notBefore?: InstantText };

const WAS: Readonly<Record<string, Word>> = {
  ContactCleared: 'allow',
  ContactDeferred: 'defer',
  ContactRefused: 'block',
};
const NOW = { clear: 'allow', defer: 'defer', refuse: 'block' } as const;

const PAGE = 200;

async function* decisionsOf(
  store: EventStore,
  stream: string,
  { from = '', to = '~' }: ReadjudicateOptions,
): AsyncGenerator<RecordedEvent<string, Decided>> {
  for (let next = 0; ; next += PAGE) {
    const events = await store.read(stream, { from: next, limit: PAGE });
    for (const event of events)
      if (Object.hasOwn(WAS, event.type) && event.recordedAt >= from && event.recordedAt <= to)
        yield upcast(event) as RecordedEvent<string, Decided>;
    if (events.length < PAGE) return;
  }
}

/** Whether each item comes out the same: decision and instant. */
const alike = (was: readonly Item[], now: readonly Item[]): boolean => {
  const [before, after] = [was, now].map((items) =>
    canonicalJson(items.map(({ decision, notBefore }) => [decision, notBefore])),
  );
  return before === after;
};

/** Whether each item comes out the same for the same reasons. */
const equal = (was: readonly Item[], now: readonly Item[]): boolean => {
  const [before, after] = [was, now].map((items) =>
    canonicalJson(items.map(({ reasons }) => reasons.toSorted())),
  );
  return before === after && alike(was, now);
};

/** The first rule that says something else. */
const differing = (was: readonly Item[], now: readonly Item[]): string | null => {
  const said = ({ rules }: Item) =>
    new Map(rules.map(({ id, outcome, reason, notBefore }) => [id, [outcome, reason, notBefore].join()]));
  for (const [at, item] of was.entries()) {
    const before = said(item);
    const after = said(now[at] ?? { ...item, rules: [] });
    const rule = [...before.keys(), ...after.keys()].find((id) => before.get(id) !== after.get(id));
    if (rule !== undefined) return rule;
  }
  return null;
};

const itemsOf = (judgement: Judgement): readonly Item[] => judgement?.decision.items ?? [];

/** Judges decisions of one person again, each on its basis. */
class Bench {
  private readonly past: Past;

  constructor(
    store: EventStore,
    private readonly packs: Packs,
    private readonly released: Released,
    private readonly trial: ReturnType<typeof trialOf> | undefined,
  ) {
    this.past = new Past(store);
  }

  /** Null where a decision comes out as it did. */
  async again({ type, data }: RecordedEvent<string, Decided>): Promise<Changed | null> {
    const was = data.decision.items;
    const known = this.knownTo(data);
    const { at, packs } = data.decision;
    const released = this.released.at(at, new Map(packs.map(({ id, version }) => [id, version])));
    const law = await this.packs.at(known, at, released);
    const trial = this.trial?.(law.packs);
    const judgement = await judged(known, data, trial ? { ...law, packs: trial.packs } : law);
    const now = itemsOf(judgement);
    if (equal(was, now)) return null;
    return {
      contact: data.contactId,
      at,
      was: WAS[type] ?? 'block',
      now: judgement && NOW[judgement.kind],
      notBefore: {
        was: data.notBefore ?? null,
        now: judgement?.kind === 'defer' ? judgement.notBefore : null,
      },
      rule: (trial && (await culprit(known, data, trial, now))) ?? differing(was, now),
    };
  }

  private knownTo({ decision: { at, basis } }: Decided): Known {
    this.past.goTo(at, new Map(basis.streams.map(({ stream, revision }) => [stream, revision])));
    return new Known(this.past);
  }
}

/** The rule whose change alone makes a difference: the one that all changes make, or at least some. */
const culprit = async (
  known: Known,
  data: Decided,
  { alone }: Trial,
  now: readonly Item[],
): Promise<string | null> => {
  let partly: string | null = null;
  for (const { rule, packs } of alone) {
    const items = itemsOf(await judged(known, data, { packs, until: null }));
    if (equal(items, data.decision.items)) continue;
    if (alike(items, now)) return rule;
    partly ??= rule;
  }
  return partly;
};

const judged = (known: Known, data: Decided, law: Law): Promise<Judgement> => {
  const { debtorId, creditorId, contactId, requestId } = data;
  const { channel, language, plannedFor, usefulUntil, decision } = data;
  const request: GateRequest = {
    ...{ debtorId, creditorId, contactId, requestId },
    ...{ channel, language, plannedFor, usefulUntil },
  };
  const items = decision.items.map(({ debtId, step }) => ({ debtId, step }));
  return judge(known, { request, items, law, at: decision.at, message: messageIn(decision) });
};

/** What decisions that do not tell were told of every message. */
const UNTOLD: Content = { opt_out_notice: true };

/** The message as the decision recorded it: the texts of an earlier release are not on the log. */
const messageIn = ({ basis: { facts } }: DecisionRecord): Message =>
  recordedMessage(facts.content === undefined ? UNTOLD : facts.content);

/**
 * Judges every decision of a period again on exactly what was known to it, under the packs then in force, or with
 * another pack in place of one of them. Changes nothing; reads one person's stream after another.
 */
export const readjudicate = async (
  store: EventStore,
  packs: Packs,
  options: ReadjudicateOptions = {},
): Promise<Readjudication> => {
  const people = await count(store.streams(contact.category));
  const trial = options.pack && trialOf(options.pack);
  const released = await Released.load(store, packs.released);
  const changed: Changed[] = [];
  let decisions = 0;
  let done = 0;
  for await (const stream of store.streams(contact.category)) {
    const bench = new Bench(store, packs, released, trial);
    for await (const decision of decisionsOf(store, stream, options)) {
      decisions += 1;
      const change = await bench.again(decision);
      if (change) changed.push(change);
    }
    done += 1;
    options.onProgress?.(done, people);
    // Whoever else lives in this process gets a turn.
    await setImmediate();
  }
  return { decisions, equal: decisions - changed.length, changed };
};

const count = async (streams: AsyncIterable<string>): Promise<number> => {
  let found = 0;
  for await (const _ of streams) found += 1;
  return found;
};
