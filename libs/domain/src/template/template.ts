import type { Result } from '@cauce/kernel';

/** What a message is about: a debt before its due date, after it, or the presentation of who now writes. */
export type TemplateKind = 'due_soon' | 'overdue' | 'presentation';
export type TemplateLanguage = 'es' | 'en' | 'pt';

/**
 * Which contacts a text is meant for: those under the law of some jurisdictions, where a country stands for its regions,
 * or those under any law that demands nothing that the text does not say.
 */
export type Jurisdictions = readonly string[] | 'lawful';

/**
 * A text with tags. `{{tag}}` stands for a value, `{{tag|words}}` for a value or else these words, and
 * `{{#items}}…{{/items}}` for a part that is repeated for every debt of the message.
 */
interface AnyTemplate {
  readonly name: string;
  readonly version: number;
  readonly language: TemplateLanguage;
  readonly kind: TemplateKind;
  /** Left out, all. */
  readonly jurisdictions?: Jurisdictions;
  readonly text: string;
  /** What takes the place of a tag without value: words that may hold tags themselves, which need values then. */
  readonly fallbacks: { readonly [tag: string]: string };
}

export interface EmailTemplate extends AnyTemplate {
  /** No block; nothing that tells a bystander of a debt. */
  readonly subject: string;
  readonly html: string;
}

export interface SmsTemplate extends AnyTemplate {
  /**
   * `gsm7`: letters that are not in the GSM 7-bit alphabet are written as the nearest that are. `unicode`: all letters
   * stay, and where one of them is not in it a message has less than half the room.
   */
  readonly alphabet: 'gsm7' | 'unicode';
}

export type Template = EmailTemplate | SmsTemplate;

/** Channels whose messages are written from templates. */
export type WrittenChannel = 'email' | 'sms';

export const isWritten = (channel: string): channel is WrittenChannel =>
  channel === 'email' || channel === 'sms';

export const isSmsTemplate = (template: Template): template is SmsTemplate => 'alphabet' in template;

/** The channel that a template is for. */
export const channelOf = (template: Template): WrittenChannel => (isSmsTemplate(template) ? 'sms' : 'email');

/** What a template is called among all: its name in its language, "standard-overdue.es". */
export const fullNameOf = ({ name, language }: Template): string => `${name}.${language}`;

/** What a version of it is called: "standard-overdue.es@1". */
export const versionNameOf = (template: Template): string => `${fullNameOf(template)}@${template.version}`;

export interface RenderedTemplate {
  /** Empty, like the HTML, of a short message. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Names of the tags that gave the texts their values, in alphabetical order. */
  readonly tagsUsed: readonly string[];
}

/** The tags that have neither value nor fallback, in alphabetical order: the message is held. */
export interface MissingTags {
  readonly reason: 'MISSING_TAG';
  readonly missing: readonly string[];
}

export type RenderResult = Result<RenderedTemplate, MissingTags>;
