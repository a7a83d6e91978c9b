import type { Content } from '../law/index.ts';
import { parseText, tagNames } from './parse.ts';
import { ITEM_TAGS, MESSAGE_TAGS } from './tags.ts';
import { type EmailTemplate, isSmsTemplate, type Template } from './template.ts';

/** Tags that say nothing of a debt. */
const SUBJECT_TAGS = ['date', 'debtor.name', 'creditor.name'];

/** Words that would tell whoever sees the list of mails that there is a debt. */
const TELLING =
  /\b(deudas?|deudor(?:a|es)?|mora|morosos?|venc\w+|atras\w+|cobr\w+|saldo|adeud\w+|debts?|overdue|past due|collect\w+|owe[ds]?|balance|arrears)\b/i;

type Required = readonly (readonly [what: string, tags: readonly string[]])[];

/** What every text must hold: one of these tags each. */
const REQUIRED: Required = [
  ['who the creditor is', ['creditor.name', 'sender']],
  ['who writes', ['sender', 'agency.name']],
  ['which account', ['item.account']],
  ['how to pay', ['howToPay']],
  ['the sentence for who has paid', ['ifPaid']],
];

/** What a mail has room for besides. */
const REQUIRED_OF_EMAIL: Required = [
  ...REQUIRED,
  ['the itemised amount', ['item.breakdown', 'item.principal']],
  ['a contact', ['contact', 'contact.link', 'advisor.phone', 'advisor.whatsappLink']],
  ['the opt-out', ['optOut']],
];

const REQUIRED_OF_SMS: Required = [
  ...REQUIRED,
  ['the amount', ['item.total', 'item.breakdown', 'item.principal']],
  ['the opt-out', ['optOut', 'optOut.word']],
];

/** What every message of a template without problems says of itself, as rules of law ask for it. */
export const SAID_BY_TEMPLATES: Content = { opt_out_notice: true };

/** Names what is wrong with one text: its syntax, and tags that do not exist where they stand. */
const problemsIn = (
  where: string,
  source: string,
  outside: readonly string[],
  inside: readonly string[],
): string[] => {
  const { nodes, problems } = parseText(source);
  const unknown = (names: readonly string[], known: readonly string[]): string[] =>
    names.filter((name) => !known.includes(name)).map((name) => `unknown tag "${name}"`);
  const block = nodes.flatMap((node) => (node.kind === 'items' ? tagNames(node.nodes) : []));
  const around = nodes.flatMap((node) => (node.kind === 'tag' ? [node.name] : []));
  const found = [...problems, ...unknown(around, outside), ...unknown(block, inside)];
  return [...new Set(found)].map((problem) => `${where}: ${problem}`);
};

const ANYWHERE = [...MESSAGE_TAGS, ...ITEM_TAGS];

const fallbackProblems = ({ fallbacks }: Template): string[] =>
  Object.entries(fallbacks).flatMap(([tag, words]) => [
    ...(ANYWHERE.includes(tag) ? [] : [`fallbacks: unknown tag "${tag}"`]),
    ...(words.trim() === '' ? [`fallbacks: "${tag}" has an empty one`] : []),
    ...problemsIn(`fallback of "${tag}"`, words, tag.startsWith('item.') ? ANYWHERE : MESSAGE_TAGS, []),
  ]);

const subjectProblems = ({ subject }: EmailTemplate): string[] => {
  const telling = TELLING.exec(subject)?.[0];
  return [
    ...problemsIn('subject', subject, SUBJECT_TAGS, []),
    ...(telling ? [`subject: "${telling}" tells of a debt`] : []),
  ];
};

/** What is wrong with a text of a message, and what is missing in it. */
const bodyProblems = (where: string, source: string, required: Required): string[] => {
  const names = tagNames(parseText(source).nodes);
  return [
    ...problemsIn(where, source, MESSAGE_TAGS, ANYWHERE),
    ...required
      .filter(([, tags]) => !tags.some((tag) => names.includes(tag)))
      .map(([what, tags]) => `${where}: ${what} is missing (${tags.join(' or ')})`),
  ];
};

/**
 * Everything that forbids the use of a template, in words, or nothing: unknown tags, broken syntax, a subject that
 * tells of a debt, and elements that every message of its channel must hold.
 */
export const lint = (template: Template): string[] =>
  isSmsTemplate(template)
    ? [...bodyProblems('text', template.text, REQUIRED_OF_SMS), ...fallbackProblems(template)]
    : [
        ...subjectProblems(template),
        ...bodyProblems('text', template.text, REQUIRED_OF_EMAIL),
        ...bodyProblems('html', template.html, REQUIRED_OF_EMAIL),
        ...fallbackProblems(template),
      ];
