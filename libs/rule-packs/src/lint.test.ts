import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adjudicate } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPack } from './lint.ts';
import { loadPacks, PackError, readPacks } from './load.ts';

const rule = {
  id: 'BR-HOURS',
  kind: 'hours',
  title: { es: 'Horario', en: 'Hours' },
  citation: { text: 'Lei 1', link: 'https://example.org/lei' },
  certainty: 'B',
  inForce: { from: '2020-01-01' },
  appliesTo: { channels: ['call'] },
  parameters: { windows: { 'mon-fri': [['08:00', '20:00']] }, closedOnHolidays: true },
};

const pack = {
  jurisdiction: 'BR',
  version: '1.0.0',
  title: { es: 'Brasil', en: 'Brazil' },
  zones: ['America/Sao_Paulo'],
  holidays: { calendar: 'BR', corrections: [] },
  rules: [rule],
};

const withRule = (change: object) => ({ ...pack, rules: [{ ...rule, ...change }] });
const hours = (windows: object) => ({ parameters: { windows, closedOnHolidays: false } });
const cap = { counts: [{ direction: 'out' }], per: 'debt', limit: 1, window: { type: 'week' } };

const problems = (content: unknown) => {
  const read = readPack('BR/pack.json', content);
  return read.ok ? [] : read.error.map(({ rule: place, reason }) => `${place}: ${reason}`);
};

describe('readPack', () => {
  it('accepts a pack that says all it must', () => {
    expect(problems(pack)).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown kind', withRule({ kind: 'moon_phase' }), /^BR-HOURS: unknown kind "moon_phase"$/],
    ['no citation', withRule({ citation: undefined }), /^BR-HOURS: .*citation/],
    ['a citation without a place', withRule({ citation: { text: 'Lei 1' } }), /neither link nor publication/],
    ['a window that never opens', withRule(hours({ mon: [['20:00', '08:00']] })), /20:00-08:00 never opens/],
    ['no window at all', withRule(hours({})), /the window never opens/],
    [
      'a weekday named twice',
      withRule(hours({ 'mon-fri': [['08:00', '09:00']], tue: [['08:00', '09:00']] })),
      /twice/,
    ],
    [
      'windows that overlap',
      withRule(
        hours({
          mon: [
            ['08:00', '12:00'],
            ['11:00', '13:00'],
          ],
        }),
      ),
      /overlap at 11:00/,
    ],
    ['a time that is none', withRule(hours({ mon: [['08:00', '25:00']] })), /^BR-HOURS: parameters: /],
    ['a weekday that is none', withRule(hours({ lun: [['08:00', '09:00']] })), /^BR-HOURS: parameters: /],
    [
      'an end before the beginning',
      withRule({ inForce: { from: '2020-01-01', to: '2019-12-31' } }),
      /ends before/,
    ],
    ['an unknown channel', withRule({ appliesTo: { channels: ['pigeon'] } }), /^BR-HOURS: .*channels/],
    ['an unknown zone', { ...pack, zones: ['America/Atlantis'] }, /^: unknown zone "America\/Atlantis"$/],
    [
      'an unknown calendar',
      { ...pack, holidays: { calendar: 'QQ', corrections: [] } },
      /unknown holiday calendar/,
    ],
    ['holidays without a calendar', { ...pack, holidays: undefined }, /names no calendar/],
    [
      'a limit of none',
      withRule({ kind: 'cap', parameters: { ...cap, limit: 0 } }),
      /^BR-HOURS: parameters: /,
    ],
    [
      'a reading that does not fit',
      withRule({
        kind: 'cap',
        parameters: cap,
        readings: [
          { id: 'one', title: rule.title, parameters: {} },
          { id: 'two', title: rule.title, parameters: { per: 'planet' } },
        ],
      }),
      /^BR-HOURS: reading two: /,
    ],
    ['a word too many', { ...pack, mood: 'good' }, /^: /],
    ['a jurisdiction without a zone', { ...pack, zones: undefined }, /^: it names no zone/],
    ['a policy with zones', { ...pack, jurisdiction: 'agency' }, /^: a policy has neither zones nor members/],
    ['a policy of nobody', { ...pack, jurisdiction: 'creditor:' }, /^: /],
    [
      'a law that names debtors',
      withRule({ appliesTo: { channels: '*', exceptions: [{ debtors: ['d'] }] } }),
      /^BR-HOURS: only a policy names debtors$/,
    ],
    ['no rules', { ...pack, rules: [] }, /^: .*rules/],
    ['something that is no pack', 7, /^: /],
  ])('refuses %s', (_what, content, reason) => {
    expect(problems(content)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
  });

  it.each(['agency', 'creditor:Banco Andino'])(
    'accepts the policy of %s, which may name debtors',
    (jurisdiction) => {
      const { zones: _, ...rest } = withRule({ appliesTo: { channels: '*', debtors: ['d'] } });
      expect(problems({ ...rest, jurisdiction })).toEqual([]);
    },
  );

  it('refuses two rules of one id in force on one day, and accepts one after the other', () => {
    const older = { ...rule, inForce: { from: '2010-01-01', to: '2020-01-01' } };
    expect(problems({ ...pack, rules: [older, rule] })).toEqual([
      'BR-HOURS: two rules of this id are in force at once',
    ]);
    const ended = { ...older, inForce: { from: '2010-01-01', to: '2019-12-31' } };
    expect(problems({ ...pack, rules: [ended, rule] })).toEqual([]);
  });

  it('tells everything that is wrong at once', () => {
    const bad = {
      ...pack,
      zones: ['Nowhere'],
      rules: [
        { ...rule, kind: 'x' },
        { ...rule, id: 'B', citation: { text: 'a' } },
      ],
    };
    expect(problems(bad)).toHaveLength(3);
  });
});

describe('loadPacks', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'packs-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const plant = (jurisdiction: string, text: string) => {
    mkdirSync(join(dir, jurisdiction));
    writeFileSync(join(dir, jurisdiction, 'pack.json'), text);
  };

  it('takes a new jurisdiction from nothing but its folder', () => {
    plant('BR', JSON.stringify(pack));
    const decision = adjudicate(
      loadPacks(dir),
      {
        zones: ['America/Sao_Paulo'],
        country: 'BR',
        regions: [],
        portfolio: { jurisdiction: 'BR', collector: 'third_party', debtKind: 'consumer' },
        history: [],
      },
      { at: '2026-09-07T15:00:00.000Z', channel: 'call', debtId: 'd', creditorId: 'c' },
    );
    expect(decision).toMatchObject({ decision: 'defer', reasons: ['DAY_NOT_ALLOWED'] });
    expect(decision.notBefore).toBe('2026-09-08T11:00:00.000Z');
  });

  it('names file, rule and reason of every problem of every file', () => {
    plant('AA', '{ not json');
    plant('BR', JSON.stringify(withRule({ kind: 'x' })));
    const load = () => readPacks(dir);
    expect(load).toThrow(PackError);
    expect(load).toThrow(/AA.pack\.json: not JSON: [^\n]*\n.*BR.pack\.json: BR-HOURS: unknown kind "x"$/);
  });

  it('names a file that nests too deep', () => {
    plant('AA', `{"rules":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
    expect(() => readPacks(dir)).toThrow(/AA.pack\.json: it nests more than 100 levels deep$/);
  });

  it('refuses a jurisdiction given twice', () => {
    plant('BR', JSON.stringify(pack));
    plant('BR2', JSON.stringify(pack));
    expect(() => readPacks(dir)).toThrow(/jurisdiction BR is given twice/);
  });
});
