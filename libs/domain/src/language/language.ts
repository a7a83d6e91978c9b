/** A language that screens, reports and explanations speak. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in each. */
export type Said = { readonly [L in Language]: string };
