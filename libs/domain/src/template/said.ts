import type { Content } from '../law/index.ts';
import { parseText, type TemplateNode, tagNames } from './parse.ts';
import { BANNED, type Banned } from './phrases.ts';
import { phrasesIn, readingOf } from './reading.ts';
import { isSmsTemplate, type Template } from './template.ts';

/** Tags that give the opt-out of a message. */
const OPT_OUT = ['optOut', 'optOut.word'];

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

/** What a message says of itself, as rules of law name it, whichever of some templates it is written from. */
export const said = (...templates: readonly Template[]): Content => {
  const bodies = templates.flatMap(textsOf).filter(([where]) => where !== 'subject');
  const optOut = bodies.every(([, nodes]) => tagNames(nodes).some((tag) => OPT_OUT.includes(tag)));
  return {
    opt_out_notice: optOut,
    ...Object.fromEntries(templates.flatMap(bannedIn).map(({ banned }) => [banned.says, true])),
  };
};
