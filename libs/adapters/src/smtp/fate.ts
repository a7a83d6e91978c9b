import type { Fate } from '../sandbox/fate.ts';

const FATES: readonly (readonly [prefix: string, fate: Fate])[] = [
  ['reject', 'rejected'],
  ['defer', 'deferred'],
  ['bounce', 'bounced-hard'],
  ['soft', 'bounced-soft'],
];

/** Enhanced status codes (RFC 3463) that go with each fate. */
export const FATE_CODES: Readonly<Record<Fate, string>> = {
  rejected: '5.1.1',
  deferred: '4.2.1',
  'bounced-hard': '5.1.1',
  'bounced-soft': '4.2.2',
  delivered: '2.0.0',
};

/** The fate of a recipient: `reject…` and `defer…` are refused at once, `bounce…` and `soft…` later, others get it. */
export const fateOf = (address: string): Fate => {
  const local = address.toLowerCase();
  return FATES.find(([prefix]) => local.startsWith(prefix))?.[1] ?? 'delivered';
};
