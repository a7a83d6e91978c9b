import type { TemplateContext, TemplateItem, TemplatePerson } from './context.ts';
import { dateText, listText, maskedAccount, moneyText, safeLink, whatsappLink } from './format.ts';
import type { TemplateLanguage } from './template.ts';
import { TAG_WORDS } from './words.ts';

const PERSON_TAGS = ['name', 'givenName', 'surname', 'phone', 'whatsappLink'] as const;

/** Tags of a whole message. */
export const MESSAGE_TAGS = [
  'date',
  'debtor.name',
  'creditor.name',
  'agency.name',
  'sender',
  ...PERSON_TAGS.map((tag) => `advisor.${tag}`),
  ...PERSON_TAGS.map((tag) => `supervisor.${tag}`),
  'contact',
  'contact.link',
  'howToPay',
  'optOut',
  'optOut.word',
  'ifPaid',
  'disclosure',
  'identification',
  'total',
];

/** Tags of one debt, inside the repeated block. */
export const ITEM_TAGS = [
  'item.account',
  'item.product',
  'item.due',
  'item.dueDate',
  'item.principal',
  'item.interest',
  'item.fees',
  'item.tax',
  'item.breakdown',
  'item.total',
];

/** What each tag stands for; a tag without value is not in it. */
export type TagValues = ReadonlyMap<string, string>;

/** Text without line breaks or runs of white space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Blank is not a value; only instructions for paying keep their lines. */
const valuesOf = (pairs: Readonly<Record<string, string | undefined>>): TagValues => {
  const values = new Map<string, string>();
  for (const [tag, text] of Object.entries(pairs)) {
    const value = text && (tag === 'howToPay' ? text.trim() : oneLine(text));
    if (value) values.set(tag, value);
  }
  return values;
};

const personPairs = (
  role: string,
  person: TemplatePerson | undefined,
  chat: string,
): Record<string, string | undefined> => {
  if (!person) return {};
  const whatsapp = person.whatsapp ?? person.phone;
  return {
    [`${role}.name`]: [person.givenName, person.surname ?? ''].join(' '),
    [`${role}.givenName`]: person.givenName,
    [`${role}.surname`]: person.surname,
    [`${role}.phone`]: person.phone,
    [`${role}.whatsappLink`]: whatsapp?.trim() ? whatsappLink(whatsapp, chat) : undefined,
  };
};

const totalOf = ({ principal, interest, fees, tax }: TemplateItem): bigint =>
  BigInt(principal) + BigInt(interest) + BigInt(fees) + BigInt(tax);

/** One total per currency, in the order in which the debts are listed. */
const totalText = (items: readonly TemplateItem[], locale: string): string => {
  const totals = new Map<string, bigint>();
  for (const item of items) totals.set(item.currency, (totals.get(item.currency) ?? 0n) + totalOf(item));
  return listText(
    [...totals].map(([currency, minor]) => moneyText(minor, currency, locale)),
    locale,
  );
};

/** A link to the mailbox, else to the telephone. */
const contactLink = ({ email, phone }: TemplateContext['contact']): string | undefined => {
  if (email?.trim()) return safeLink(`mailto:${email.trim()}`);
  return phone?.trim() ? safeLink(`tel:${phone.replace(/[^\d+]/g, '')}`) : undefined;
};

const localeOf = (context: TemplateContext, language: TemplateLanguage): string =>
  `${language}-${context.country}`;

/** Values of the tags of a message. Links are only taken where they are safe ones. */
export const messageValues = (context: TemplateContext, language: TemplateLanguage): TagValues => {
  const { creditor, agency, contact } = context;
  const locale = localeOf(context, language);
  const words = TAG_WORDS[language];
  const chat = words.chat(creditor.name);
  return valuesOf({
    date: dateText(context.date, locale),
    'debtor.name': context.debtor.name,
    'creditor.name': creditor.name,
    'agency.name': agency?.name,
    sender: agency ? words.onBehalf(agency.name, creditor.name) : creditor.name,
    ...personPairs('advisor', context.advisor, chat),
    ...personPairs('supervisor', context.supervisor, chat),
    contact: [contact.email, contact.phone].filter((part) => part?.trim()).join(', '),
    'contact.link': contactLink(contact),
    howToPay: context.howToPay,
    optOut: safeLink(context.optOut),
    'optOut.word': words.optOutWord,
    ifPaid: words.ifPaid,
    disclosure: agency ? words.agencyCollects : words.creditorCollects,
    identification: context.identification,
    total: totalText(context.items, locale),
  });
};

/** Values of the tags of one debt; in the breakdown, components of zero are left out. */
export const itemValues = (
  item: TemplateItem,
  context: TemplateContext,
  language: TemplateLanguage,
): TagValues => {
  const locale = localeOf(context, language);
  const words = TAG_WORDS[language];
  const money = (minor: number | bigint): string => moneyText(minor, item.currency, locale);
  const dueDate = dateText(item.dueDate, locale);
  const due =
    item.dueDate > context.date ? 'dueLater' : item.dueDate === context.date ? 'dueToday' : 'dueBefore';
  const components = (['principal', 'interest', 'fees', 'tax'] as const)
    .filter((component) => item[component] !== 0)
    .map((component) => `${words.components[component]} ${money(item[component])}`);
  return valuesOf({
    'item.account': maskedAccount(item.account),
    'item.product': item.product,
    'item.due': words[due](dueDate),
    'item.dueDate': dueDate,
    'item.principal': money(item.principal),
    'item.interest': money(item.interest),
    'item.fees': money(item.fees),
    'item.tax': money(item.tax),
    'item.breakdown': components.join(' + ') || money(0),
    'item.total': money(totalOf(item)),
  });
};
