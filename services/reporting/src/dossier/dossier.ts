import type { Language, TitleOf } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { Sealer } from '@cauce/runtime';
import type { Models } from '../queries/models.ts';
import { gather } from './facts.ts';
import { page } from './page.ts';

/** A debtor's whole story on one page, and whether the chains behind it hold. */
export interface Dossier {
  readonly debtorId: Uuid;
  readonly html: string;
  readonly verified: boolean;
}

/**
 * Makes the dossier of a debtor: who, debts, contacts with the law cited and the exact texts, timeline, chain proof.
 * In the debtor's language, or the portfolio's, unless another is asked for. Throws UnknownReferenceError.
 */
export const dossier = async (
  models: Models,
  store: EventStore,
  sealer: Sealer,
  debtorId: Uuid,
  titleOf: TitleOf,
  language?: Language,
): Promise<Dossier> => {
  const facts = await gather(models, store, sealer, debtorId, language);
  return {
    debtorId,
    html: page(facts, titleOf),
    verified: facts.chains.every(({ brokenAt }) => brokenAt === null),
  };
};
