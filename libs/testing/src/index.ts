export * from './given.ts';
export * from './history/contact-story.ts';
export * from './history/history.ts';
export * from './history/verbatim.ts';
export * from './mutants.ts';
export * from './turns.ts';
