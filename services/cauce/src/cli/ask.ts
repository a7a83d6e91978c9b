import type * as asking from './asking.ts';

/** Asks for an operation. What does it is loaded only then: help and wrong usage answer without it. */
export const ask: typeof asking.ask = (options, name, args) =>
  import('./asking.ts').then((it) => it.ask(options, name, args));

/** Asks for an operation that gives many results, likewise. */
export const askLines: typeof asking.askLines = (options, name, args, each) =>
  import('./asking.ts').then((it) => it.askLines(options, name, args, each));
