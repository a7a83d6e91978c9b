import { documentType, identityDocument } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { ModelHandle } from '@cauce/ports';
import type { Ids } from '@cauce/runtime';
import { AmbiguousReferenceError, UnknownReferenceError } from '../errors.ts';
import type { DebtBody } from '../models/debts.ts';
import type { DocumentKindBody } from '../models/document-kinds.ts';
import type { PortfolioBody } from '../models/portfolios.ts';
import type { Opener } from '../projection/boxes.ts';
import type { Digests } from '../projection/look-ups.ts';
import { everyDocument } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import type { Models } from './models.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** More debtors than this under one reference are not told apart by listing them. */
const MOST = 20;

/** What a reference leads to. */
export interface Subject {
  readonly debtorId: Uuid;
  /** Where it named a debt. */
  readonly debtId?: Uuid;
}

/** "O-17/3" is obligation O-17, instalment 3, or an obligation that has a slash in its number. */
const obligations = (text: string): readonly (readonly [obligation: string, instalment: string])[] => {
  const slash = text.lastIndexOf('/');
  return slash > 0
    ? [
        [text, ''],
        [text.slice(0, slash), text.slice(slash + 1)],
      ]
    : [[text, '']];
};

/** "CC 1020304050" is number 1020304050 where documents of type CC are looked for. */
const numberIn = (text: string, type: string): string => {
  const [, first = '', rest = ''] = /^(\p{L}+)[\s:]+(.+)$/u.exec(text) ?? [];
  return documentType(first) === type ? rest : text;
};

/**
 * Finds debtors and debts by what people call them. Obligations and documents lead to ids by the installation's
 * secret alone, after an erasure too; the creditor's number of a debtor leads there through a keyed digest, which an
 * erasure takes away.
 */
export class References {
  private readonly models: Models;
  private readonly ids: Ids;
  private readonly digests: Digests;
  private readonly opener: Opener;

  constructor(models: Models, ids: Ids, digests: Digests, opener: Opener) {
    this.opener = opener;
    this.models = models;
    this.ids = ids;
    this.digests = digests;
  }

  /** The debtor of an id, document number or creditor's number. Throws Unknown- or AmbiguousReferenceError. */
  async debtor(text: string): Promise<Uuid> {
    return this.only('debtor', text, await this.debtors(text.trim()));
  }

  /** The debt of an id or obligation ("O-17/3" with its instalment, "O-17" where it has one debt). Throws as `debtor`. */
  async debt(text: string): Promise<Uuid> {
    const ids = await this.debts(text.trim());
    return this.only('debt', text, ids, await this.instalments(ids));
  }

  /** A debtor or a debt, whichever goes by this reference; a debtor where both do. Throws as `debtor`. */
  async subject(text: string): Promise<Subject> {
    const reference = text.trim();
    const people = await this.debtors(reference);
    if (people.length > 0) return { debtorId: this.only('debtor', text, people) };
    const ids = await this.debts(reference);
    const debtId = this.only('debtor or debt', text, ids, await this.instalments(ids));
    const document = await this.models.debts.get(debtId);
    if (!document) throw new UnknownReferenceError('debt', text);
    return { debtorId: bodyOf<DebtBody>(document).debtorId, debtId };
  }

  private only(what: string, text: string, ids: readonly Uuid[], names: readonly string[] = ids): Uuid {
    const [first, ...others] = ids;
    if (first === undefined) throw new UnknownReferenceError(what, text);
    if (others.length > 0) throw new AmbiguousReferenceError(what, text, names);
    return first;
  }

  /** Instalments as a person names them; ids where one is erased, or portfolios share the obligation. */
  private async instalments(ids: readonly Uuid[]): Promise<readonly string[]> {
    const names = new Set<string>();
    for (const document of (await this.models.debts.getMany(ids)).values()) {
      const { references } = bodyOf<DebtBody>(document);
      const { obligation, instalment } = (references && (await this.opener.open(references))) ?? {};
      if (typeof instalment === 'string' && instalment !== '') names.add(`${obligation}/${instalment}`);
    }
    const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return sorted.length === ids.length ? sorted : ids;
  }

  private async debtors(text: string): Promise<readonly Uuid[]> {
    if (UUID.test(text)) return this.existing(this.models.debtors, [text.toLowerCase()]);
    const byNumber = await this.existing(this.models.debtors, await this.byDocument(text));
    const key = this.digests.debtorReference(text);
    const page = await this.models.debts.list('reference', { prefix: `${key}|`, limit: 500 });
    const byReference = page.documents.map((document) => bodyOf<DebtBody>(document).debtorId);
    return [...new Set([...byNumber, ...byReference])].slice(0, MOST);
  }

  private async debts(text: string): Promise<readonly Uuid[]> {
    if (UUID.test(text)) return this.existing(this.models.debts, [text.toLowerCase()]);
    const ids = (await this.portfolios()).flatMap(({ creditorId, code }) =>
      obligations(text).map((names) => this.ids.debt(creditorId, code, ...names)),
    );
    const exact = await this.existing(this.models.debts, ids);
    if (exact.length > 0) return exact;
    const key = this.digests.obligation(text);
    const page = await this.models.debts.list('obligation', { prefix: `${key}|`, limit: 500 });
    return page.documents.map((document) => bodyOf<DebtBody>(document).debtId);
  }

  private async byDocument(text: string): Promise<readonly Uuid[]> {
    const creditors = [...new Set((await this.portfolios()).map(({ creditorId }) => creditorId))];
    const ids: Uuid[] = [];
    for await (const document of everyDocument(this.models.documentKinds)) {
      const kind = bodyOf<DocumentKindBody>(document);
      const known = identityDocument(kind.country, kind.documentType, numberIn(text, kind.documentType));
      if (!known.ok) continue;
      const { country, type, number } = known.value;
      const person = { country, documentType: type, documentNumber: number };
      const issuers = type === 'ISSUER' ? creditors : [''];
      ids.push(...issuers.map((creditorId) => this.ids.person(person, creditorId)));
    }
    return ids;
  }

  private async portfolios(): Promise<readonly PortfolioBody[]> {
    const all: PortfolioBody[] = [];
    for await (const one of everyDocument(this.models.portfolios)) all.push(bodyOf<PortfolioBody>(one));
    return all;
  }

  private async existing(model: ModelHandle, ids: readonly Uuid[]): Promise<readonly Uuid[]> {
    return ids.length > 0 ? [...(await model.getMany(ids)).keys()] : [];
  }
}
