export * from './glossary.ts';
export * from './language.ts';
