import type { Uuid } from '@cauce/kernel';
import type { DebtorBody } from '../models/debtors.ts';
import type { DebtBody } from '../models/debts.ts';
import type { PortfolioBody } from '../models/portfolios.ts';
import { ERASED, type Fields, type Opener } from '../projection/boxes.ts';
import { everyDocument } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import type { Models } from './models.ts';

/** Debtors, debts and creditors of one answer, and what their creditors call them. */
export class Labels {
  readonly debts: ReadonlyMap<Uuid, DebtBody>;
  readonly debtors: ReadonlyMap<Uuid, DebtorBody>;
  private readonly creditors: ReadonlyMap<Uuid, string>;
  private readonly opener: Opener;
  private readonly references = new Map<Uuid, Promise<Fields | null>>();

  private constructor(
    debts: ReadonlyMap<Uuid, DebtBody>,
    debtors: ReadonlyMap<Uuid, DebtorBody>,
    creditors: ReadonlyMap<Uuid, string>,
    opener: Opener,
  ) {
    this.debts = debts;
    this.debtors = debtors;
    this.creditors = creditors;
    this.opener = opener;
  }

  /** Reads what an answer speaks of. */
  static async load(
    models: Models,
    opener: Opener,
    ids: { readonly debts: Iterable<Uuid>; readonly debtors: Iterable<Uuid> },
    creditors?: ReadonlyMap<Uuid, string>,
  ): Promise<Labels> {
    const [debts, debtors, names] = await Promise.all([
      models.debts.getMany([...new Set(ids.debts)]),
      models.debtors.getMany([...new Set(ids.debtors)]),
      creditors ?? creditorNames(models),
    ]);
    return new Labels(
      new Map([...debts].map(([id, document]) => [id, bodyOf<DebtBody>(document)])),
      new Map([...debtors].map(([id, document]) => [id, bodyOf<DebtorBody>(document)])),
      names,
      opener,
    );
  }

  creditor(creditorId: Uuid): string {
    return this.creditors.get(creditorId) ?? creditorId;
  }

  currency(debtId: Uuid): string | undefined {
    return this.debts.get(debtId)?.currency;
  }

  /** The creditor's number of a debt, with its instalment where it has one; `[erased]`; its id where none is known. */
  async debt(debtId: Uuid): Promise<string> {
    if (!this.debts.get(debtId)?.references) return debtId;
    const fields = await this.referencesOf(debtId);
    if (fields === null) return ERASED;
    const { obligation, instalment } = fields;
    if (typeof obligation !== 'string') return debtId;
    return typeof instalment === 'string' && instalment !== '' ? `${obligation}/${instalment}` : obligation;
  }

  /** What a creditor calls a debtor: the reference that came with one of these debts, else the document number. */
  async debtor(debtorId: Uuid, debtIds: readonly Uuid[]): Promise<string> {
    for (const debtId of debtIds) {
      if (!this.debts.get(debtId)?.references) continue;
      const fields = await this.referencesOf(debtId);
      if (fields === null) return ERASED;
      if (typeof fields.debtorReference === 'string') return fields.debtorReference;
    }
    const person = this.debtors.get(debtorId)?.person;
    if (!person) return debtorId;
    const fields = await this.opener.open(person);
    if (fields === null) return ERASED;
    return typeof fields.documentNumber === 'string' ? fields.documentNumber : debtorId;
  }

  private referencesOf(debtId: Uuid): Promise<Fields | null> {
    return this.references.getOrInsertComputed(debtId, async () => {
      const box = this.debts.get(debtId)?.references;
      return box ? this.opener.open(box) : null;
    });
  }
}

/** Names of creditors by id. */
export const creditorNames = async (models: Models): Promise<ReadonlyMap<Uuid, string>> => {
  const names = new Map<Uuid, string>();
  for await (const document of everyDocument(models.portfolios)) {
    const { creditorId, creditor } = bodyOf<PortfolioBody>(document);
    names.set(creditorId, creditor);
  }
  return names;
};
