import { parseText, tagNames } from './parse.ts';
import { ITEM_TAGS, MESSAGE_TAGS } from './tags.ts';
import { isSmsTemplate, type Template } from './template.ts';

/** What is wrong in a template, and where: "subject", "text", "html", "fallbacks", "fallback of …". */
export interface Fault {
  readonly where: string;
  readonly problem: string;
}

/** Tags that say nothing of a debt. */
const SUBJECT_TAGS = ['date', 'debtor.name', 'creditor.name'];

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

/** Names what is wrong with one text: its syntax, and tags that do not exist where they stand. */
const syntaxFaults = (
  where: string,
  source: string,
  outside: readonly string[],
  inside: readonly string[],
): Fault[] => {
  const { nodes, problems } = parseText(source);
  const unknown = (names: readonly string[], known: readonly string[]): string[] =>
    names.filter((name) => !known.includes(name)).map((name) => `unknown tag "${name}"`);
  const block = nodes.flatMap((node) => (node.kind === 'items' ? tagNames(node.nodes) : []));
  const around = nodes.flatMap((node) => (node.kind === 'tag' ? [node.name] : []));
  const found = [...problems, ...unknown(around, outside), ...unknown(block, inside)];
  return [...new Set(found)].map((problem) => ({ where, problem }));
};

const ANYWHERE = [...MESSAGE_TAGS, ...ITEM_TAGS];

const fallbackFaults = ({ fallbacks }: Template): Fault[] =>
  Object.entries(fallbacks).flatMap(([tag, words]) => [
    ...(ANYWHERE.includes(tag) ? [] : [{ where: 'fallbacks', problem: `unknown tag "${tag}"` }]),
    ...(words.trim() === '' ? [{ where: 'fallbacks', problem: `"${tag}" has an empty one` }] : []),
    ...syntaxFaults(`fallback of "${tag}"`, words, tag.startsWith('item.') ? ANYWHERE : MESSAGE_TAGS, []),
  ]);

/** What is wrong with a text of a message, and what is missing in it. */
const bodyFaults = (where: string, source: string, required: Required): Fault[] => {
  const names = tagNames(parseText(source).nodes);
  return [
    ...syntaxFaults(where, source, MESSAGE_TAGS, ANYWHERE),
    ...required
      .filter(([, tags]) => !tags.some((tag) => names.includes(tag)))
      .map(([what, tags]) => ({ where, problem: `${what} is missing (${tags.join(' or ')})` })),
  ];
};

/** Unknown tags, broken syntax, and elements that every message of its channel must hold and that are not there. */
export const formFaults = (template: Template): Fault[] =>
  isSmsTemplate(template)
    ? [...bodyFaults('text', template.text, REQUIRED_OF_SMS), ...fallbackFaults(template)]
    : [
        ...syntaxFaults('subject', template.subject, SUBJECT_TAGS, []),
        ...bodyFaults('text', template.text, REQUIRED_OF_EMAIL),
        ...bodyFaults('html', template.html, REQUIRED_OF_EMAIL),
        ...fallbackFaults(template),
      ];
