import type { Content } from '../law/index.ts';
import { parseText, type TemplateNode, tagNames } from './parse.ts';
import { BANNED, type Banned } from './phrases.ts';
import { phrasesIn, readingOf } from './reading.ts';
import { isSmsTemplate, type Template } from './template.ts';

/** What a message says that holds one tag of each of these lists, as rules of law name it. */
const ELEMENTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  opt_out_notice: [['optOut', 'optOut.word']],
  debt_collector_disclosure: [['disclosure']],
  supplier_identification: [['creditor.name', 'sender'], ['identification']],
  identification_complete: [
    ['sender'],
    ['identification'],
    ['item.account'],
    ['item.total', 'item.breakdown', 'item.principal'],
    ['item.due', 'item.dueDate'],
    ['howToPay'],
  ],
};

/** Tags of which a message may have no value, besides their fallback. */
export type Valueless = 'identification';

/** The texts of a template that reach its reader, by their names. */
export const textsOf = (
  template: Template,
): readonly (readonly [where: string, nodes: readonly TemplateNode[]])[] => {
  const { text } = template;
  const texts = isSmsTemplate(template) ? { text } : { subject: template.subject, text, html: template.html };
  return Object.entries(texts).map(([where, source]) => [where, parseText(source).nodes]);
};

/** The banned phrases of a template, and where they stand. */
export const bannedIn = (
  template: Template,
): readonly { readonly where: string; readonly phrase: string; readonly banned: Banned }[] =>
  textsOf(template).flatMap(([where, nodes]) => {
    const reading = readingOf(nodes, template.fallbacks);
    return BANNED.flatMap((banned) =>
      phrasesIn(reading, banned.phrases).map((phrase) => ({ where, phrase, banned })),
    );
  });

/** The tags of each body, and what its phrases say. */
interface Heard {
  readonly bodies: readonly (readonly string[])[];
  readonly banned: Content;
}

const known = new WeakMap<Template, Heard>();

/** A template is read once for all messages. */
const heardIn = (template: Template): Heard =>
  known.getOrInsertComputed(template, () => ({
    bodies: textsOf(template)
      .filter(([where]) => where !== 'subject')
      .map(([, nodes]) => tagNames(nodes)),
    banned: Object.fromEntries(bannedIn(template).map(({ banned }) => [banned.says, true])),
  }));

/**
 * What a message says of itself, as rules of law name it, whichever of some templates it is written from. It is in
 * writing, and a fallback says nothing that a rule asks for.
 */
export const said = (templates: readonly Template[], valueless: readonly Valueless[] = []): Content => {
  const heard = templates.map(heardIn);
  const hasValue = (tag: string): boolean => !valueless.some((one) => one === tag);
  const bodies = heard.flatMap((one) => one.bodies.map((tags) => tags.filter(hasValue)));
  const says = (lists: readonly (readonly string[])[]): boolean =>
    bodies.every((tags) => lists.every((list) => list.some((tag) => tags.includes(tag))));
  const elements = Object.entries(ELEMENTS).map(([name, lists]) => [name, says(lists)] as const);
  const banned = heard.flatMap((one) => Object.entries(one.banned));
  return Object.fromEntries([['written_demand', true], ...elements, ...banned]);
};
