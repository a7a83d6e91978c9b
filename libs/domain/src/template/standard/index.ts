import {
  channelOf,
  type EmailTemplate,
  type SmsTemplate,
  type Template,
  type TemplateKind,
  type TemplateLanguage,
} from '../template.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import { type Family, type StandardWords, standardSmsTemplate, standardTemplate } from './frame.ts';
import { PORTUGUESE } from './pt.ts';

const KINDS: readonly TemplateKind[] = ['due_soon', 'overdue', 'presentation'];
const LANGUAGES = [SPANISH, ENGLISH, PORTUGUESE];

/** The short ones wherever that is lawful, and for everybody else those that say all that any law asks for. */
const FAMILIES: readonly Family[] = [
  { prefix: '', jurisdictions: 'lawful', ending: [] },
  { prefix: 'full-', ending: ['{{disclosure}}', '{{identification}}'] },
];

const everyOne = <T>(make: (words: StandardWords, family: Family, kind: TemplateKind) => T): readonly T[] =>
  LANGUAGES.flatMap((words) => FAMILIES.flatMap((family) => KINDS.map((kind) => make(words, family, kind))));

/** The mails that an installation starts with: every kind in every language. */
export const STANDARD_EMAILS: readonly EmailTemplate[] = everyOne(standardTemplate);

/** Its short messages. */
export const STANDARD_SMS: readonly SmsTemplate[] = everyOne(standardSmsTemplate);

/** All templates that an installation starts with. */
export const STANDARD_TEMPLATES: readonly Template[] = [...STANDARD_EMAILS, ...STANDARD_SMS];

const keyOf = (channel: string, kind: TemplateKind, language: TemplateLanguage): string =>
  `${channel} ${kind} ${language}`;

const byKey = Map.groupBy(STANDARD_TEMPLATES, (one) => keyOf(channelOf(one), one.kind, one.language));

/** The language of the texts for whoever speaks some language: Spanish where there are none in it. */
export const languageOf = (language: string): TemplateLanguage =>
  LANGUAGES.find((words) => language.toLowerCase().startsWith(words.language))?.language ?? 'es';

/** The standard templates of a channel and a kind in the language of the texts for a language, the narrower first. */
export const standardTemplatesOf = (
  channel: string,
  kind: TemplateKind,
  language: string,
): readonly Template[] => byKey.get(keyOf(channel, kind, languageOf(language))) ?? [];

/** The first of them that suits. Throws where none does. */
export const standardTemplateOf = (
  channel: string,
  kind: TemplateKind,
  language: string,
  suits: (template: Template) => boolean = () => true,
): Template => {
  const template = standardTemplatesOf(channel, kind, language).find(suits);
  if (!template) throw new Error(`no standard template "${kind}" for ${channel}`);
  return template;
};
