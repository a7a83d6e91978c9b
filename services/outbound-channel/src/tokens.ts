/** Injection token of the channel that a deployment sends through. */
export const CHANNEL = Symbol('CHANNEL');
