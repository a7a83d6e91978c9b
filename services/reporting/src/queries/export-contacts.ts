import type { InstantText, Uuid } from '@cauce/kernel';
import type { ContactBody, ContactItem, ContactStatus } from '../models/contacts.ts';
import type { Opener } from '../projection/boxes.ts';
import { everyPage } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import { creditorNames, Labels } from './labels.ts';
import type { Models } from './models.ts';

/** One contact as an export tells it, in the creditor's words. */
export interface ContactLine {
  readonly contactId: Uuid;
  /** The creditor's reference of the debtor, else the document number; `[erased]` afterwards. */
  readonly debtor: string;
  readonly creditor: string;
  readonly channel: string;
  readonly status: ContactStatus;
  readonly plannedFor: InstantText;
  readonly sentAt: InstantText | null;
  /** What was sent, or what it was for. */
  readonly items: readonly { readonly debt: string; readonly step: string }[];
}

/** What a contact said, where something left the machine; else what it was for. */
export const itemsOf = ({ sentAt, status, spoken, items }: ContactBody): readonly ContactItem[] =>
  spoken.length > 0 && (sentAt !== null || status === 'unknown' || status === 'bounced') ? spoken : items;

const lineOf = async (contact: ContactBody, labels: Labels): Promise<ContactLine> => {
  const { contactId, debtorId, creditorId, channel, status, plannedFor, sentAt } = contact;
  const items = itemsOf(contact);
  const debtIds = items.map(({ debtId }) => debtId);
  return {
    contactId,
    debtor: await labels.debtor(debtorId, debtIds),
    creditor: labels.creditor(creditorId),
    channel,
    status,
    plannedFor,
    sentAt,
    items: await Promise.all(
      items.map(async ({ debtId, step }) => ({ debt: await labels.debt(debtId), step })),
    ),
  };
};

/** Every contact, by creditor and then by the instant it was sent, or planned for. */
export async function* exportContacts(models: Models, opener: Opener): AsyncGenerator<ContactLine> {
  const creditors = await creditorNames(models);
  for await (const page of everyPage(models.contacts, 'creditor')) {
    const contacts = page.map((document) => bodyOf<ContactBody>(document));
    const ids = {
      debts: contacts.flatMap((contact) => itemsOf(contact).map(({ debtId }) => debtId)),
      debtors: contacts.map(({ debtorId }) => debtorId),
    };
    const labels = await Labels.load(models, opener, ids, creditors);
    for (const contact of contacts) yield await lineOf(contact, labels);
  }
}
