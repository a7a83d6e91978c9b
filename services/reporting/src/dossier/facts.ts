import type { AttemptStarted, EventOf } from '@cauce/contracts';
import type { Language } from '@cauce/domain';
import { formatMinor, type InstantText, type Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { Sealer } from '@cauce/runtime';
import { UnknownReferenceError } from '../errors.ts';
import type { ContactBody } from '../models/contacts.ts';
import type { DebtorBody } from '../models/debtors.ts';
import type { DebtBody } from '../models/debts.ts';
import type { PortfolioBody } from '../models/portfolios.ts';
import { ERASED, type Fields, Opener } from '../projection/boxes.ts';
import { everyDocument } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import { type Explanation, explain } from '../queries/explain.ts';
import { openEvent } from '../queries/export-events.ts';
import { Labels } from '../queries/labels.ts';
import type { Models } from '../queries/models.ts';
import { type TimelineEntry, timeline } from '../queries/timeline.ts';
import { type ChainProof, proveChain } from './chain.ts';

export interface DebtFacts {
  readonly debtId: Uuid;
  readonly reference: string;
  readonly creditor: string;
  /** Who collects, where the portfolio names an agency of its own. */
  readonly agency: string | null;
  readonly body: DebtBody;
  /** Instants at which its placements began. */
  readonly placedAt: readonly InstantText[];
  /** "1250.00 COP". */
  readonly balance: string;
}

/** A message as it left, or `[erased]`. */
export interface SentText {
  readonly at: InstantText;
  readonly template: string;
  readonly messageId: string;
  readonly fields: Fields | typeof ERASED;
}

export interface ContactFacts {
  readonly body: ContactBody;
  readonly creditor: string;
  readonly explanation: Explanation;
  readonly texts: readonly SentText[];
}

/** All that a dossier tells. */
export interface DossierFacts {
  readonly debtor: DebtorBody;
  readonly person: Fields | typeof ERASED;
  readonly points: readonly {
    readonly kind: string;
    readonly value: string;
    readonly invalid: string | null;
  }[];
  /** Zone in which instants are shown. */
  readonly zone: string;
  readonly language: Language;
  readonly debts: readonly DebtFacts[];
  readonly contacts: readonly ContactFacts[];
  readonly entries: readonly TimelineEntry[];
  /** When the last event of the story was recorded, null of an empty one. */
  readonly until: InstantText | null;
  readonly chains: readonly ChainProof[];
}

const textOf = (fields: Fields | null, name: string): string => {
  if (fields === null) return ERASED;
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

const later = (a: InstantText | null, b: InstantText): InstantText => (a !== null && a > b ? a : b);

const allEntries = async (
  models: Models,
  store: EventStore,
  sealer: Sealer,
  debtorId: Uuid,
  language: Language,
) => {
  const entries: TimelineEntry[] = [];
  for (let after: string | null = null; ; ) {
    const page = await timeline(models, store, sealer, { debtorId }, { limit: 1_000, after, language });
    entries.push(...page.entries);
    if (page.next === null) return entries;
    after = page.next;
  }
};

const sentTexts = async (
  store: EventStore,
  sealer: Sealer,
  contact: ContactBody,
): Promise<readonly SentText[]> =>
  Promise.all(
    contact.attempts.map(async ({ stream, revision }) => {
      const [event] = await store.read(stream, { from: revision, limit: 1 });
      if (!event) throw new Error(`the log has no revision ${revision} of ${stream}`);
      const { effectiveAt, data, personal } = await openEvent(event, sealer);
      const { template, templateVersion, messageId } = data as EventOf<typeof AttemptStarted>['data'];
      const fields = personal[contact.debtorId] ?? ERASED;
      return { at: effectiveAt, template: `${template} ${templateVersion}`, messageId, fields };
    }),
  );

/** Zone and language of the page: the debtor's own, else those of the portfolio of the first debt. */
const localeOf = async (models: Models, debtor: DebtorBody, debts: Iterable<DebtBody>) => {
  const [first] = debts;
  const document = first && (await models.portfolios.get(first.portfolioId));
  const book = document && bodyOf<PortfolioBody>(document);
  const tongue = debtor.language ?? book?.language ?? 'es';
  const language: Language = tongue.startsWith('en') ? 'en' : 'es';
  return { zone: debtor.zone ?? book?.zone ?? 'UTC', language };
};

/** Reads all that is known of a debtor, from the read models and the log. Throws UnknownReferenceError. */
export const gather = async (
  models: Models,
  store: EventStore,
  sealer: Sealer,
  debtorId: Uuid,
  asked?: Language,
): Promise<DossierFacts> => {
  const document = await models.debtors.get(debtorId);
  if (!document) throw new UnknownReferenceError('debtor', debtorId);
  const debtor = bodyOf<DebtorBody>(document);
  const opener = new Opener(sealer);
  const labels = await Labels.load(models, opener, {
    debts: debtor.debts.map(({ debtId }) => debtId),
    debtors: [],
  });
  const books = await models.portfolios.getMany([...labels.debts.values()].map((one) => one.portfolioId));
  const debts: DebtFacts[] = [];
  for (const [debtId, body] of labels.debts) {
    const { principal, interest, fees, tax } = body.balance;
    const balance = `${formatMinor(principal + interest + fees + tax, body.currency)} ${body.currency}`;
    const reference = await labels.debt(debtId);
    const placedAt = body.entries.flatMap(({ placed, effectiveAt }) =>
      placed === undefined ? [] : [effectiveAt],
    );
    const book = books.get(body.portfolioId);
    debts.push({
      debtId,
      reference,
      creditor: labels.creditor(body.creditorId),
      agency: book ? bodyOf<PortfolioBody>(book).agency : null,
      body,
      placedAt,
      balance,
    });
  }
  const contacts: ContactFacts[] = [];
  for await (const found of everyDocument(models.contacts, 'debtor', { prefix: `${debtorId}|` })) {
    const body = bodyOf<ContactBody>(found);
    contacts.push({
      body,
      creditor: labels.creditor(body.creditorId),
      explanation: await explain(models, store, opener, body.contactId),
      texts: await sentTexts(store, sealer, body),
    });
  }
  const points = await Promise.all(
    debtor.points.map(async ({ kind, invalid, box }) => ({
      kind,
      invalid,
      value: box ? textOf(await opener.open(box), 'value') : '',
    })),
  );
  const locale = await localeOf(models, debtor, labels.debts.values());
  const language = asked ?? locale.language;
  const entries = await allEntries(models, store, sealer, debtorId, language);
  const streams = [...new Set(entries.map(({ stream }) => stream))].sort();
  return {
    debtor,
    person: (debtor.person && (await opener.open(debtor.person))) ?? ERASED,
    points,
    zone: locale.zone,
    language,
    debts,
    contacts,
    entries,
    until: entries.map(({ recordedAt }) => recordedAt).reduce<InstantText | null>(later, null),
    chains: await Promise.all(streams.map((stream) => proveChain(store, stream))),
  };
};
