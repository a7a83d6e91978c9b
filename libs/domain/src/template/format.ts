import { type DateText, exponentOf, formatMinor } from '@cauce/kernel';

/** Formatters are slow to make and the same for all messages of a locale. */
const remembered = <T>(make: (locale: string, key: string) => T): ((locale: string, key?: string) => T) => {
  const known = new Map<string, T>();
  return (locale, key = '') => {
    const name = `${locale} ${key}`;
    const found = known.get(name) ?? make(locale, key);
    known.set(name, found);
    return found;
  };
};

const moneyFormat = remembered((locale, currency) => {
  const digits = exponentOf(currency);
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, options);
});
const dateFormat = remembered(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
);
const listFormat = remembered((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

/** Units of account go by the names that people know, not by their ISO codes. */
const FAMILIAR: Readonly<Record<string, string>> = { CLF: 'UF', COU: 'UVR' };

/** An amount as its readers write it, exact to the minor unit: 123450 COP in "es-CO" → "$ 1.234,50". */
export const moneyText = (minor: number | bigint, currency: string, locale: string): string => {
  const text = moneyFormat(locale, currency).format(formatMinor(minor, currency) as `${number}`);
  const familiar = FAMILIAR[currency];
  return familiar === undefined ? text : text.replace(currency, familiar);
};

/** A date in words: "2026-03-05" in "es-CO" → "5 de marzo de 2026". */
export const dateText = (date: DateText, locale: string): string =>
  dateFormat(locale).format(Date.parse(`${date}T00:00:00Z`));

/** "a, b y c". */
export const listText = (parts: readonly string[], locale: string): string =>
  listFormat(locale).format(parts);

/** An account that only its owner recognises: its last four characters, fewer where it is short; empty for none. */
export const maskedAccount = (account: string): string => {
  const characters = account.replace(/[^\p{L}\p{N}]/gu, '');
  const shown = Math.min(4, Math.ceil(characters.length / 2));
  return shown === 0 ? '' : `••••${characters.slice(-shown)}`;
};

/** Link that opens a chat with a number (E.164) and a first message in it. */
export const whatsappLink = (phone: string, words: string): string =>
  `https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(words)}`;

/** A link that is safe in a message, else nothing. */
export const safeLink = (link: string | undefined): string | undefined =>
  link !== undefined && /^(https:\/\/|mailto:|tel:)[^\s<>"]+$/i.test(link) ? link : undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe in HTML, in attributes too; line breaks stay line breaks. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replaceAll('\n', '<br>');
