/** A language that screens, reports and explanations speak. */
export type Language = 'es' | 'en';

/** A text in each. */
export type Said = { readonly [L in Language]: string };
