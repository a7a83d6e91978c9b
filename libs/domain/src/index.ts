export * from './decider/decider.ts';
export * from './intake/rows.ts';
