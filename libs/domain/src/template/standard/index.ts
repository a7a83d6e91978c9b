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
import { standardSmsTemplate, standardTemplate } from './frame.ts';

const KINDS: readonly TemplateKind[] = ['due_soon', 'overdue', 'presentation'];
const LANGUAGES = [SPANISH, ENGLISH];

/** The mails that an installation starts with: every kind in every language. */
export const STANDARD_EMAILS: readonly EmailTemplate[] = LANGUAGES.flatMap((words) =>
  KINDS.map((kind) => standardTemplate(words, kind)),
);

/** Its short messages. */
export const STANDARD_SMS: readonly SmsTemplate[] = LANGUAGES.flatMap((words) =>
  KINDS.map((kind) => standardSmsTemplate(words, kind)),
);

/** All templates that an installation starts with. */
export const STANDARD_TEMPLATES: readonly Template[] = [...STANDARD_EMAILS, ...STANDARD_SMS];

const keyOf = (channel: string, kind: TemplateKind, language: TemplateLanguage): string =>
  `${channel} ${kind} ${language}`;

const byKey = new Map(STANDARD_TEMPLATES.map((one) => [keyOf(channelOf(one), one.kind, one.language), one]));

/** The language of the texts for whoever speaks some language: Spanish where there are none in it. */
export const languageOf = (language: string): TemplateLanguage =>
  language.toLowerCase().startsWith('en') ? 'en' : 'es';

/** The standard template of a channel and a kind in the language of the texts for a language. */
export const standardTemplateOf = (channel: string, kind: TemplateKind, language: string): Template => {
  const spoken = languageOf(language);
  const template = byKey.get(keyOf(channel, kind, spoken));
  if (!template) throw new Error(`no standard template "${kind}" in "${spoken}" for ${channel}`);
  return template;
};
