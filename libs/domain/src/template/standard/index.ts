import type { Template, TemplateKind, TemplateLanguage } from '../template.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import { standardTemplate } from './frame.ts';

const KINDS: readonly TemplateKind[] = ['due_soon', 'overdue', 'presentation'];

/** The templates that an installation starts with: every kind in every language. */
export const STANDARD_TEMPLATES: readonly Template[] = [SPANISH, ENGLISH].flatMap((words) =>
  KINDS.map((kind) => standardTemplate(words, kind)),
);

const byKey = new Map(
  STANDARD_TEMPLATES.map((template) => [`${template.kind} ${template.language}`, template]),
);

/** The standard template of a kind in a language; Spanish where the language is another. */
export const standardTemplateOf = (kind: TemplateKind, language: string): Template => {
  const spoken: TemplateLanguage = language.toLowerCase().startsWith('en') ? 'en' : 'es';
  const template = byKey.get(`${kind} ${spoken}`);
  if (!template) throw new Error(`no standard template "${kind}" in "${spoken}"`);
  return template;
};
