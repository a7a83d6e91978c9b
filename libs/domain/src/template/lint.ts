import { parseText, tagNames } from './parse.ts';
import { ITEM_TAGS, MESSAGE_TAGS } from './tags.ts';
import type { Template } from './template.ts';

/** Tags that say nothing of a debt. */
const SUBJECT_TAGS = ['date', 'debtor.name', 'creditor.name'];

/** Words that would tell whoever sees the list of mails that there is a debt. */
const TELLING =
  /\b(deudas?|deudor(?:a|es)?|mora|morosos?|venc\w+|atras\w+|cobr\w+|saldo|adeud\w+|debts?|overdue|past due|collect\w+|owe[ds]?|balance|arrears)\b/i;

/** What every text must hold: one of these tags each. */
const REQUIRED: readonly (readonly [what: string, tags: readonly string[]])[] = [
  ['who the creditor is', ['creditor.name', 'sender']],
  ['who writes', ['sender', 'agency.name']],
  ['which account', ['item.account']],
  ['the itemised amount', ['item.breakdown', 'item.principal']],
  ['how to pay', ['howToPay']],
  ['the sentence for who has paid', ['ifPaid']],
  ['a contact', ['contact', 'contact.link', 'advisor.phone', 'advisor.whatsappLink']],
  ['the opt-out', ['optOut']],
];

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

/**
 * Everything that forbids the use of a template, in words, or nothing: unknown tags, broken syntax, a subject that
 * tells of a debt, and elements that every message must hold.
 */
export const lint = (template: Template): string[] => {
  const anywhere = [...MESSAGE_TAGS, ...ITEM_TAGS];
  const problems = [
    ...problemsIn('subject', template.subject, SUBJECT_TAGS, []),
    ...problemsIn('text', template.text, MESSAGE_TAGS, anywhere),
    ...problemsIn('html', template.html, MESSAGE_TAGS, anywhere),
  ];
  const telling = TELLING.exec(template.subject)?.[0];
  if (telling) problems.push(`subject: "${telling}" tells of a debt`);
  for (const [tag, words] of Object.entries(template.fallbacks)) {
    if (!anywhere.includes(tag)) problems.push(`fallbacks: unknown tag "${tag}"`);
    if (words.trim() === '') problems.push(`fallbacks: "${tag}" has an empty one`);
    problems.push(
      ...problemsIn(`fallback of "${tag}"`, words, tag.startsWith('item.') ? anywhere : MESSAGE_TAGS, []),
    );
  }
  for (const part of ['text', 'html'] as const) {
    const names = tagNames(parseText(template[part]).nodes);
    for (const [what, tags] of REQUIRED) {
      if (!tags.some((tag) => names.includes(tag)))
        problems.push(`${part}: ${what} is missing (${tags.join(' or ')})`);
    }
  }
  return problems;
};
