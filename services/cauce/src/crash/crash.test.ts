import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { EndState } from './end-state.ts';
import { breaches } from './end-state.ts';
import { rehearse } from './rehearse.ts';

describe('a run that is killed and begun again', () => {
  const dir = mkdtempSync(join(tmpdir(), 'cauce-crash-test-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    ['mail', 'standard', 5, 50, 50],
    ['SMS', 'standard-sms', 3, 20, 10],
  ])(
    'ends as one that nobody disturbed, and reaches nobody twice, by %s',
    async (_channel, strategy, kills, debtors, fewest) => {
      const report = await rehearse({ kills, seed: 3, debtors, days: 20, strategy, dir });
      expect(report.breaches).toEqual([]);
      expect(report.kills).toBe(kills);
      expect(report.disturbed.messages).toBeGreaterThan(fewest);
      expect(report.disturbed.mostDeliveries).toBe(1);
    },
    600_000,
  );
});

describe('the comparison of two ends', () => {
  const calm: EndState = {
    counts: {
      debts: 1,
      debtors: 1,
      contacts: 1,
      attempts: 1,
      sent: 1,
      delivered: 1,
      deferred: 0,
      refused: 0,
      payments: 0,
      events: 9,
    },
    contacts: { c1: 'a' },
    models: { debts: { d1: 'b of p1' } },
    stale: [],
    unknown: 0,
    mostDeliveries: 1,
    messages: 1,
    verified: true,
    parked: 0,
  };

  it('finds nothing where nothing differs', () => {
    expect(breaches(calm, calm)).toEqual([]);
  });

  it.each([
    [{ mostDeliveries: 2, messages: 2 }, ['a message reached the sandbox 2 times', 'messages: 2, not 1']],
    [{ unknown: 1 }, ['1 contacts are unknown']],
    [{ verified: false }, ['the log does not verify']],
    [{ contacts: { c1: 'x' } }, ['contacts differ: c1']],
    [{ contacts: { c1: 'a', c2: 'y' } }, ['contacts differ: c2']],
    [{ models: { debts: { d1: 'x of p1' } } }, ['model debts differs: d1']],
    [{ stale: ['debts'] }, ['rebuilt otherwise: debts']],
    [{ parked: 1 }, ['1 keys are parked']],
    [{ counts: { ...calm.counts, sent: 0 } }, ['sent: 0, not 1']],
  ])('names %j', (change, words) => {
    expect(breaches(calm, { ...calm, ...change })).toEqual(words);
  });

  it('passes over what contacts that are unknown may change, and over nothing else', () => {
    const exempt = { contacts: new Set(['c1']), debtors: new Set(['p1']), after: new Set<string>() };
    const counts = { ...calm.counts, sent: 0, delivered: 0, events: 8 };
    const models = { debts: { d1: 'x of p1' } };
    const unsure = { ...calm, counts, contacts: { c1: 'unknown' }, models, unknown: 1, messages: 0 };
    expect(breaches(calm, unsure, exempt)).toEqual([]);
    expect(breaches(calm, { ...unsure, unknown: 2 }, exempt)).toEqual(['1 contacts are unknown']);
    expect(breaches(calm, { ...unsure, models: { debts: { d1: 'x of p2' } } }, exempt)).toEqual([]);
    expect(breaches(calm, { ...unsure, contacts: { c1: '', c2: '' } }, exempt)).toEqual([
      'contacts differ: c2',
    ]);
    expect(breaches(calm, { ...unsure, counts: { ...counts, refused: 1 } }, exempt)).toEqual([
      'refused: 1, not 0',
    ]);
    const after = { ...exempt, after: new Set(['c2']) };
    const triedAgain = { ...unsure, contacts: { c1: '', c2: '' }, counts: { ...counts, attempts: 2 } };
    expect(breaches(calm, triedAgain, after)).toEqual([]);
    expect(breaches(calm, triedAgain, exempt)).toEqual(['attempts: 2, not 1', 'contacts differ: c2']);
    const bothUnsure = { ...after, contacts: new Set(['c1', 'c2']) };
    const unknownTwice = { ...triedAgain, unknown: 2, counts: { ...triedAgain.counts, sent: 2 } };
    expect(breaches(calm, unknownTwice, bothUnsure)).toEqual([]);
    expect(breaches(calm, { ...unknownTwice, messages: 4 }, bothUnsure)).toEqual(['messages: 4, not 1']);
  });
});
