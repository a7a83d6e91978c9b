export * from './glossary.ts';
export * from './rule-words.ts';
