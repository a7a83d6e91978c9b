import { describe, expect, it } from '@jest/globals';
import { diffPacks } from './diff.ts';
import type { PackFile } from './lint.ts';

type Rule = PackFile['rules'][number];

const hours: Rule = {
  id: 'XD-HOURS',
  kind: 'hours',
  title: { es: 'De 8 a 20', en: 'From 8 to 20' },
  citation: { text: 'Law 1, art. 2', publication: 'Gazette 1' },
  certainty: 'A',
  inForce: { from: '2020-01-01' },
  appliesTo: { channels: '*' },
  parameters: { windows: { 'mon-fri': [['08:00', '20:00']] }, closedOnHolidays: false },
};

const pack = (version: string, rules: readonly Rule[], rest: Partial<PackFile> = {}): PackFile => ({
  jurisdiction: 'XD',
  version,
  title: { es: 'Ley', en: 'Law' },
  zones: ['Europe/Vienna'],
  rules,
  ...rest,
});

const first = pack('1.0.0', [hours]);

describe('what differs between two packs', () => {
  it('is nothing between a pack and itself', () => {
    expect(diffPacks(first, first)).toEqual({
      before: 'XD@1.0.0',
      after: 'XD@1.0.0',
      added: [],
      removed: [],
      changed: [],
      fields: [],
    });
  });

  it('is each field of a rule, before and after', () => {
    const later: Rule = {
      ...hours,
      citation: { text: 'Law 2, art. 2', publication: 'Gazette 1' },
      inForce: { from: '2021-01-01', to: '2026-12-31' },
      parameters: { windows: { 'mon-fri': [['08:00', '18:00']] }, closedOnHolidays: false },
    };
    expect(diffPacks(first, pack('1.1.0', [later]))).toMatchObject({ added: [], removed: [], fields: [] });
    expect(diffPacks(first, pack('1.1.0', [later])).changed).toEqual([
      {
        rule: 'XD-HOURS',
        fields: [
          { field: 'citation.text', before: 'Law 1, art. 2', after: 'Law 2, art. 2' },
          { field: 'inForce.from', before: '2020-01-01', after: '2021-01-01' },
          { field: 'inForce.to', before: null, after: '2026-12-31' },
          { field: 'parameters.windows.mon-fri', before: [['08:00', '20:00']], after: [['08:00', '18:00']] },
        ],
      },
    ]);
  });

  it('is the end of a rule and the whole of the one that it hands over to', () => {
    const ended: Rule = { ...hours, inForce: { from: '2020-01-01', to: '2026-06-30' } };
    const next: Rule = { ...hours, inForce: { from: '2026-07-01' } };
    expect(diffPacks(first, pack('1.1.0', [ended, next]))).toMatchObject({
      added: [next],
      removed: [],
      changed: [
        {
          rule: 'XD-HOURS from 2020-01-01',
          fields: [{ field: 'inForce.to', before: null, after: '2026-06-30' }],
        },
      ],
    });
  });

  it('is also what holds for the whole pack', () => {
    const moved = pack('1.1.0', [], { zones: ['Europe/Paris'], ...{ $schema: 'pack.schema.json' } });
    expect(diffPacks(first, moved)).toMatchObject({
      before: 'XD@1.0.0',
      after: 'XD@1.1.0',
      removed: [hours],
      fields: [{ field: 'zones', before: ['Europe/Vienna'], after: ['Europe/Paris'] }],
    });
  });
});
