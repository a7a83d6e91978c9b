import { readFileSync } from 'node:fs';
import { AGENCY, adjudicate, type Facts, type Proposal, policyOf, type Scope } from '@cauce/domain';
import { describe, expect, it } from '@jest/globals';
import { type PackFile, readPack } from './lint.ts';
import { readPacks, ready } from './load.ts';

const packs = readPacks();
const facts: Facts = {
  zones: ['America/Bogota'],
  country: 'CO',
  regions: [],
  portfolio: { jurisdiction: 'CO', collector: 'third_party', debtKind: 'consumer' },
  history: [],
};
/** A Tuesday morning, when the law allows it. */
const proposal: Proposal = {
  at: '2026-05-05T15:00:00.000Z',
  channel: 'call',
  debtId: 'd',
  creditorId: 'bank',
  debtorId: 'somebody',
};

const policy = (jurisdiction: string, appliesTo: Scope = { channels: ['call'] }): PackFile => ({
  jurisdiction,
  version: '1.0.0',
  title: { es: 'Sin llamadas', en: 'No calls' },
  zones: [],
  rules: [
    {
      id: 'NO-CALLS',
      kind: 'barred',
      title: { es: 'Sin llamadas', en: 'No calls' },
      citation: { text: 'Contact policy, 3', publication: 'Minutes of the board, 2026-01-15' },
      certainty: 'D',
      inForce: { from: '2020-01-01' },
      appliesTo,
      parameters: {},
    },
  ],
});

const said = (pack: PackFile, change: Partial<Proposal> = {}) =>
  adjudicate(ready([...packs, pack]), facts, { ...proposal, ...change }).decision;

describe('a policy', () => {
  it('as the README shows one can be used', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, text = ''] = /```json\n(\{\n {2}"jurisdiction": "agency".*?)```/s.exec(readme) ?? [];
    const read = readPack('README.md', JSON.parse(text));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    // Half past five in Bogotá: the law still allows it.
    const late = { at: '2026-05-05T22:30:00.000Z' };
    expect(adjudicate(ready(packs), facts, { ...proposal, ...late }).decision).toBe('allow');
    expect(said(read.value, late)).toBe('defer');
  });

  it('is judged besides the law, and named in the decision', () => {
    expect(adjudicate(ready(packs), facts, proposal).decision).toBe('allow');
    const { decision, rules } = adjudicate(ready([...packs, policy(AGENCY)]), facts, proposal);
    expect(decision).toBe('block');
    expect(rules.filter(({ outcome }) => outcome === 'block')).toMatchObject([
      { id: 'NO-CALLS', pack: 'agency', citation: { text: 'Contact policy, 3' } },
    ]);
    expect(rules.length).toBeGreaterThan(5);
  });

  it('of a creditor is about contacts of that creditor alone', () => {
    expect(said(policy(policyOf('bank')))).toBe('block');
    expect(said(policy(policyOf('shop')))).toBe('allow');
  });

  it('can be about some debtors, or leave some out', () => {
    const only = policy(AGENCY, { channels: '*', debtors: ['somebody'] });
    expect([said(only), said(only, { debtorId: 'another' })]).toEqual(['block', 'allow']);
    const but = policy(AGENCY, { channels: '*', exceptions: [{ debtors: ['somebody'] }] });
    expect([said(but), said(but, { debtorId: 'another' })]).toEqual(['allow', 'block']);
  });

  it('is no law: where a jurisdiction has no pack, everything is refused as before', () => {
    const { debtorId: _, ...rest } = proposal;
    const nowhere = { ...facts, country: 'XK' };
    const decision = adjudicate(ready([policy('creditor:XK'), policy(AGENCY)]), nowhere, rest);
    expect(decision).toMatchObject({ decision: 'block', reasons: ['NO_RULE_PACK'] });
  });

  it('excepts nobody from the law', () => {
    const open = policy(AGENCY, { channels: '*', exceptions: [{ debtors: ['somebody'] }] });
    const night = { at: '2026-05-05T05:00:00.000Z' };
    expect(said(open, night)).toBe('defer');
  });
});
