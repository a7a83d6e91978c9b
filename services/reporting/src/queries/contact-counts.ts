import { addDays, type DateText, startOfDay, type Uuid, type Zone } from '@cauce/kernel';
import { UnknownReferenceError } from '../errors.ts';
import type { ContactBody, ContactStatus } from '../models/contacts.ts';
import type { DebtBody } from '../models/debts.ts';
import type { PortfolioBody } from '../models/portfolios.ts';
import { everyDocument, everyPage } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import { itemsOf } from './export-contacts.ts';
import type { Models } from './models.ts';

export interface CountsQuestion {
  /** Of one debtor, by id … */
  readonly debtorId?: Uuid;
  /** … or of one portfolio, by id or code. */
  readonly portfolio?: string;
  /** Both days included. */
  readonly from: DateText;
  readonly to: DateText;
}

/** Contacts by where they stand; a contact counts on the day that it was sent, else planned for. */
export interface ContactCounts {
  readonly contacts: number;
  /** Accepted by a provider, whatever came of them. */
  readonly sent: number;
  readonly byStatus: Readonly<Partial<Record<ContactStatus, number>>>;
}

interface Listing {
  readonly index: 'debtor' | 'creditor';
  readonly prefix: Uuid;
  readonly zone: Zone;
  readonly portfolioId: Uuid | null;
}

const portfolioListing = async (models: Models, portfolio: string): Promise<Listing> => {
  for await (const document of everyDocument(models.portfolios)) {
    const { portfolioId, creditorId, code, zone } = bodyOf<PortfolioBody>(document);
    if (portfolio === portfolioId || portfolio === code) {
      return { index: 'creditor', prefix: creditorId, zone, portfolioId };
    }
  }
  throw new UnknownReferenceError('portfolio', portfolio);
};

const listingOf = async (models: Models, { debtorId, portfolio }: CountsQuestion): Promise<Listing> => {
  if (debtorId !== undefined) return { index: 'debtor', prefix: debtorId, zone: 'UTC', portfolioId: null };
  return portfolioListing(models, portfolio ?? '');
};

/** Those of some contacts that speak of a debt of a portfolio. */
const ofPortfolio = async (models: Models, contacts: readonly ContactBody[], portfolioId: Uuid) => {
  const ids = contacts.flatMap((contact) => itemsOf(contact).map(({ debtId }) => debtId));
  const debts = await models.debts.getMany([...new Set(ids)]);
  const belongs = (debtId: Uuid) => {
    const document = debts.get(debtId);
    return document !== undefined && bodyOf<DebtBody>(document).portfolioId === portfolioId;
  };
  return contacts.filter((contact) => itemsOf(contact).some(({ debtId }) => belongs(debtId)));
};

/** Counts contacts of days in the portfolio's zone, or UTC for a debtor. Throws UnknownReferenceError. */
export const contactCounts = async (models: Models, question: CountsQuestion): Promise<ContactCounts> => {
  const { index, prefix, zone, portfolioId } = await listingOf(models, question);
  const [first, end] = [startOfDay(question.from, zone), startOfDay(addDays(question.to, 1), zone)];
  const keys = { from: `${prefix}|${first}`, before: `${prefix}|${end}` };
  const byStatus: Partial<Record<ContactStatus, number>> = {};
  let [all, sent] = [0, 0];
  for await (const page of everyPage(models.contacts, index, keys)) {
    const contacts = page.map((document) => bodyOf<ContactBody>(document));
    for (const { status, sentAt } of portfolioId
      ? await ofPortfolio(models, contacts, portfolioId)
      : contacts) {
      all += 1;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (sentAt !== null) sent += 1;
    }
  }
  return { contacts: all, sent, byStatus };
};
