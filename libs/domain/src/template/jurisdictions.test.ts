import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placesOf } from '../law/places.ts';
import { contentRule } from '../testing/content-rule.ts';
import { covers, isMeantFor, packsFor } from './jurisdictions.ts';
import { lint } from './lint.ts';
import { standardTemplateOf } from './standard/index.ts';
import type { Jurisdictions, Template } from './template.ts';

const base = standardTemplateOf('sms', 'overdue', 'es');
const meant = (jurisdictions?: Jurisdictions): Template => {
  const { jurisdictions: _, ...rest } = base;
  return jurisdictions ? ({ ...rest, jurisdictions } as Template) : (rest as Template);
};

/** Only Massachusetts and the union of Spain ask messages to say who collects. */
const disclosure = contentRule('MINI', { parameters: { refused: [{ debt_collector_disclosure: false }] } });
const PACKS = [
  { jurisdiction: 'CO', rules: [] },
  { jurisdiction: 'US', rules: [] },
  { jurisdiction: 'US-MA', rules: [disclosure] },
  { jurisdiction: 'EU', members: ['ES'], rules: [disclosure] },
  { jurisdiction: 'ZZ', members: ['*'], rules: [] },
  { jurisdiction: 'agency', rules: [] },
];

describe('a template that is for some jurisdictions', () => {
  it.each<[Jurisdictions | undefined, string, boolean]>([
    [undefined, 'CO US-MA', true],
    [['CO'], 'CO', true],
    [['US'], 'US-MA', true],
    [['US-MA'], 'US-MA', true],
    [['US-MA'], 'US', false],
    [['CO'], 'CO US', false],
    [['CO', 'US'], 'CO US', true],
    ['lawful', 'CO', true],
    ['lawful', 'US', false],
    ['lawful', 'US-NY', true],
    ['lawful', 'US-MA', false],
    ['lawful', 'CO US-MA', false],
    ['lawful', 'ES', false],
  ])('%j is meant for %s: %j', (jurisdictions, places, expected) => {
    expect(isMeantFor(meant(jurisdictions), places.split(' '), PACKS)).toBe(expected);
    expect(isMeantFor(meant(jurisdictions), places.split(' '), PACKS)).toBe(expected);
  });

  it('is lawful under other packs where they demand nothing that it does not say', () => {
    const template = meant('lawful');
    expect(isMeantFor(template, ['US-MA'], PACKS)).toBe(false);
    expect(isMeantFor(template, ['US-MA'], [])).toBe(true);
    const saying = { ...template, text: `${template.text} {{disclosure}}` };
    expect(isMeantFor(saying, ['US-MA'], PACKS)).toBe(true);
  });

  it('covers another only where it is meant for all that the other is meant for', () => {
    const some = fc.oneof(
      fc.constantFrom(undefined, 'lawful' as const),
      fc.uniqueArray(fc.constantFrom('CO', 'US', 'US-MA', 'MX'), { minLength: 1 }),
    );
    const texts = fc.constantFrom(base.text, `${base.text} {{disclosure}}`);
    const templates = fc
      .record({ some, text: texts })
      .map(({ some: one, text }) => ({ ...meant(one), text }));
    const places = fc.constantFrom('CO', 'US', 'US-MA', 'US-NY', 'MX', 'PE');
    fc.assert(
      fc.property(templates, templates, places, (one, other, place) => {
        if (!covers(one, other) || !isMeantFor(other, [place], PACKS)) return;
        expect(isMeantFor(one, [place], PACKS)).toBe(true);
      }),
    );
    expect(covers(meant(['US']), meant(['US-MA']))).toBe(true);
    expect(covers(meant(['US']), meant())).toBe(false);
    expect(covers(meant('lawful'), meant('lawful'))).toBe(true);
  });

  it.each<[Jurisdictions | undefined, string]>([
    [undefined, 'CO US US-MA EU ZZ agency'],
    ['lawful', 'CO US US-MA EU ZZ agency'],
    [['CO'], 'CO ZZ agency'],
    [['US'], 'US US-MA ZZ agency'],
    [['US-NY'], 'US ZZ agency'],
    [['ES-MD'], 'EU ZZ agency'],
  ])('%j may come under the packs %s', (jurisdictions, expected) => {
    const found = packsFor(meant(jurisdictions), PACKS).map(({ jurisdiction }) => jurisdiction);
    expect(found.join(' ')).toBe(expected);
  });

  it('is held against their law alone', () => {
    expect(lint(meant(), PACKS)).toHaveLength(2);
    expect(lint(meant(['US']), PACKS)).toHaveLength(1);
    expect(lint(meant(['CO']), PACKS)).toEqual([]);
  });

  it('misses nothing where it is for wherever it is lawful, but no law allows its threats', () => {
    expect(lint(meant('lawful'), PACKS)).toEqual([]);
    const threat = contentRule('THREAT', { parameters: { refused: [{ threat: true }] } });
    const harsh = { ...meant('lawful'), text: `${base.text} Lo arrestaremos.` };
    expect(lint(harsh, [{ jurisdiction: 'CO', rules: [threat] }])).toMatchObject([
      { where: 'text', rules: [{ rule: 'THREAT' }] },
    ]);
  });
});

describe('the places whose law a contact is under', () => {
  const item = (country: string, jurisdiction: string, ...regions: string[]) => ({
    ...{ country, regions },
    portfolio: { jurisdiction, collector: 'third_party', debtKind: 'consumer' } as const,
  });

  it('are its regions, and the countries of which none is known', () => {
    expect(placesOf(item('CO', 'CO'))).toEqual(['CO']);
    expect(placesOf(item('US', 'CO', 'US-MA'))).toEqual(['US-MA', 'CO']);
    expect(placesOf(item('US', 'US-NY'), item('US', 'MX', 'US-MA'))).toEqual(['US-MA', 'MX']);
  });
});
