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
    contacts: 'a',
    models: { debts: 'b' },
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
    [{ contacts: 'x' }, ['the contacts differ']],
    [{ models: { debts: 'x' } }, ['model debts differs']],
    [{ stale: ['debts'] }, ['rebuilt otherwise: debts']],
    [{ parked: 1 }, ['1 keys are parked']],
    [{ counts: { ...calm.counts, sent: 0 } }, ['sent: 0, not 1']],
  ])('names %j', (change, words) => {
    expect(breaches(calm, { ...calm, ...change })).toEqual(words);
  });
});
