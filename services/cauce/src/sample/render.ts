import type { InstantText, Zone } from '@cauce/kernel';
import type { SampleSummary } from './summary.ts';

/** Where to look next. */
export interface WhereToLook {
  /** Where the host answers; null where it is about to end. */
  readonly urls: { readonly api: string; readonly mailbox: string } | null;
  /** Whether nothing but the sample was in the folder when it began. */
  readonly justPlayed: boolean;
  /** The command that writes a debtor's dossier, and the one that explains a contact. */
  readonly dossierCommand: (debtor: string) => string;
  readonly explainCommand: (contactId: string) => string;
}

const NUMBER = new Intl.NumberFormat('en');
const WIDTH = 12;

/** Units of account by the names that people know. */
const FAMILIAR: Readonly<Record<string, string>> = { CLF: 'UF', COU: 'UVR' };

const number = (value: number): string => NUMBER.format(value);

/** Decimal text with its thousands apart; digits after the point stay. */
const amount = (text: string): string => {
  const [whole = '0', fraction] = text.split('.');
  return `${NUMBER.format(BigInt(whole))}${fraction === undefined ? '' : `.${fraction}`}`;
};

const localMinute = (instant: InstantText, zone: Zone): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Temporal.Instant.from(instant).epochMilliseconds);

const line = (name: string, ...values: readonly string[]): string =>
  `  ${name.padEnd(WIDTH)} ${values.join('  ')}`;

const row = (name: string, value: number, words: string): string =>
  line(name, number(value).padStart(8), words);

const importedLines = ({ creditors, debtors, debts, countries }: SampleSummary): string[] => [
  row('imported', debts, `debts of ${number(debtors)} debtors, for ${creditors.join(', ')}`),
  line('', ' '.repeat(8), countries.map((one) => `${one.country} ${number(one.debts)}`).join(' · ')),
];

const contactLines = ({ contacts, movedByRule }: SampleSummary): string[] => [
  row('planned', contacts.requested, 'contacts, by the strategy "standard"'),
  row('cleared', contacts.cleared, 'lawful at the instant they were to be sent'),
  row(
    'deferred',
    contacts.deferred,
    movedByRule.map(({ rule, contacts }) => `${rule} ${number(contacts)}`).join(' · '),
  ),
  row('refused', contacts.refused, 'not lawful at any instant of use'),
  row('sent', contacts.sent, 'accepted by the mail sandbox'),
  row('delivered', contacts.delivered, 'with a receipt that says so'),
  row('bounced', contacts.bounced, 'for good; the next valid address is used'),
  ...contacts.held.map(({ reason, contacts: held }) => row('held', held, reason)),
];

const paymentLines = ({ payments, paid, recalled }: SampleSummary): string[] => {
  const total = payments.reduce((sum, one) => sum + one.payments, 0);
  const amounts = payments.map((one) => `${FAMILIAR[one.currency] ?? one.currency} ${amount(one.amount)}`);
  const half = Math.ceil(amounts.length / 2);
  return [
    row('payments', total, amounts.slice(0, half).join(' · ')),
    ...(amounts.length > half ? [line('', ' '.repeat(8), amounts.slice(half).join(' · '))] : []),
    row('paid', paid, `debts in full; ${number(recalled)} taken back by their creditor`),
  ];
};

const lawLines = ({ law }: SampleSummary, explainCommand: WhereToLook['explainCommand']): string[] => {
  if (!law) return ['The law moved no contact.'];
  const { day, rule, contacts, citation, title, example } = law;
  const { zone, from, to, contactId } = example;
  return [
    `On ${day} the law moved ${number(contacts)} contacts (${rule}):`,
    `  ${title.en}`,
    `  ${citation}`,
    `  one of them: ${localMinute(from, zone)} → ${localMinute(to, zone)} (${zone})`,
    `  ${explainCommand(contactId)}`,
  ];
};

/** A summary as text for a terminal, columns aligned. */
export const renderSummary = (
  summary: SampleSummary,
  { urls, justPlayed, dossierCommand, explainCommand }: WhereToLook,
): string => {
  const { from, until, dossier } = summary;
  const days = `${from?.slice(0, 10) ?? ''} to ${until?.slice(0, 10) ?? ''}`;
  return [
    justPlayed
      ? `Sample portfolio, invented, ${days} on the virtual clock (${number(summary.events)} events):`
      : `What the folder holds, ${days} (${number(summary.events)} events):`,
    '',
    ...importedLines(summary),
    ...contactLines(summary),
    ...paymentLines(summary),
    '',
    ...lawLines(summary, explainCommand),
    '',
    'Where to look:',
    ...(urls ? [line('API', urls.api), line('mailbox', urls.mailbox)] : []),
    ...(dossier ? [line('dossier', dossierCommand(dossier.debtor))] : []),
  ].join('\n');
};
