import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { packJsonSchema } from './json-schema.ts';
import { readPack } from './lint.ts';
import { OWN_PACKS, readPacks } from './load.ts';

const file = JSON.parse(readFileSync(join(OWN_PACKS, 'pack.schema.json'), 'utf8'));
const schema = Compile(file);

describe('the JSON Schema beside the packs', () => {
  it('is what the code checks: else "cauce packs schema" writes it anew', () => {
    expect(file).toEqual(JSON.parse(JSON.stringify(packJsonSchema())));
  });

  it('accepts every pack of our own', () => {
    for (const { jurisdiction } of readPacks()) {
      const pack = JSON.parse(readFileSync(join(OWN_PACKS, jurisdiction, 'pack.json'), 'utf8'));
      expect([jurisdiction, ...schema.Errors(pack)]).toEqual([jurisdiction]);
    }
  });

  const [uruguay] = readPacks().filter(({ jurisdiction }) => jurisdiction === 'UY');
  const [hours, persons] = uruguay?.rules ?? [];
  const withRule = (change: object) => ({ ...uruguay, rules: [{ ...hours, ...change }, persons] });

  it.each<[string, object]>([
    ['an unknown kind', withRule({ kind: 'moon_phase' })],
    ['no citation', withRule({ citation: undefined })],
    ['parameters of another kind', withRule({ parameters: { limit: 1 } })],
    [
      'a time that is none',
      withRule({ parameters: { windows: { mon: [['08:00', '25:00']] }, closedOnHolidays: false } }),
    ],
    ['an unknown channel', withRule({ appliesTo: { channels: ['pigeon'] } })],
    ['a word too many', { ...uruguay, mood: 'good' }],
    ['no rules', { ...uruguay, rules: [] }],
    ['more rules than a decision should ask', { ...uruguay, rules: Array(201).fill(hours) }],
    ['a version that is none', { ...uruguay, version: 'new' }],
  ])('refuses what a check of the pack refuses: %s', (_what, pack) => {
    const plain = JSON.parse(JSON.stringify(pack));
    expect(schema.Check(plain)).toBe(false);
    expect(readPack('pack', plain).ok).toBe(false);
  });
});
