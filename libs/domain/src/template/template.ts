import type { Result } from '@cauce/kernel';

/** What a message is about: a debt before its due date, after it, or the presentation of who now writes. */
export type TemplateKind = 'due_soon' | 'overdue' | 'presentation';
export type TemplateLanguage = 'es' | 'en';

/**
 * A text with tags. `{{tag}}` stands for a value, `{{tag|words}}` for a value or else these words, and
 * `{{#items}}…{{/items}}` for a part that is repeated for every debt of the message.
 */
export interface Template {
  readonly name: string;
  readonly version: number;
  readonly language: TemplateLanguage;
  readonly kind: TemplateKind;
  /** No block; nothing that tells a bystander of a debt. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What takes the place of a tag without value: words that may hold tags themselves, which need values then. */
  readonly fallbacks: { readonly [tag: string]: string };
}

export interface RenderedTemplate {
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
