import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { adjudicate, dayOf, type Facts, weekdayOf, whereIsAddress } from '@cauce/domain';
import { describe, expect, it } from '@jest/globals';
import { holidaysOf } from './holidays.ts';
import { loadPacks, readPacks } from './load.ts';

const RULES = fileURLToPath(new URL('../../../../shared/compliance/rules.json', import.meta.url));
const listed = existsSync(RULES);

const files = readPacks();
const packs = loadPacks();
const holidaysIn = (jurisdiction: string) => {
  const source = files.find((file) => file.jurisdiction === jurisdiction)?.holidays;
  if (!source) throw new Error(`${jurisdiction} has no holidays`);
  return holidaysOf(source);
};

describe('the packs', () => {
  it('cover the jurisdictions we promise', () => {
    const jurisdictions = files.map(({ jurisdiction }) => jurisdiction);
    expect(jurisdictions).toEqual(
      expect.arrayContaining([
        'AR',
        'BO',
        'BR',
        'CL',
        'CO',
        'EC',
        'ES',
        'EU',
        'GB',
        'MX',
        'PE',
        'PY',
        'US',
        'UY',
      ]),
    );
  });

  const ofCountries = files.filter(({ jurisdiction, members }) => jurisdiction.length === 2 && !members);

  it.each(ofCountries.map((file) => [file.jurisdiction, file] as const))(
    '%s names every zone of its country',
    (country, file) => {
      const { zones } = whereIsAddress({ country });
      expect(zones.length).toBeGreaterThan(0);
      expect(zones.filter((zone) => !file.zones.includes(zone))).toEqual([]);
    },
  );

  it('allow an e-mail of a first party about a commercial debt in the United States at any hour', () => {
    const facts: Facts = {
      zones: ['America/New_York'],
      country: 'US',
      regions: [],
      portfolio: { jurisdiction: 'US', collector: 'first_party', debtKind: 'commercial' },
      history: [],
    };
    for (const at of ['2012-01-01T08:00:00.000Z', '2014-03-31T23:59:00.000Z', '2026-07-04T07:00:00.000Z']) {
      const proposal = { at, debtId: 'd', creditorId: 'c' };
      expect(adjudicate(packs, facts, { ...proposal, channel: 'email' }).decision).toBe('allow');
    }
    const call = adjudicate(packs, facts, {
      at: '2026-07-04T07:00:00.000Z',
      channel: 'call',
      debtId: 'd',
      creditorId: 'c',
    });
    expect(call).toMatchObject({
      decision: 'defer',
      notBefore: '2026-07-04T12:00:00.000Z',
      reasons: ['QUIET_HOURS'],
    });
  });

  it('give a Colombian e-mail the hours of the text on each kind of day', () => {
    const facts: Facts = {
      zones: ['America/Bogota'],
      country: 'CO',
      regions: [],
      portfolio: { jurisdiction: 'CO', collector: 'first_party', debtKind: 'consumer' },
      history: [],
    };
    const next = (at: string) =>
      adjudicate(packs, facts, { at, channel: 'email', debtId: 'd', creditorId: 'c' }).notBefore;
    // The evening before a Friday holiday, Christmas 2026: Saturday morning.
    expect(next('2026-12-25T00:30:00.000Z')).toBe('2026-12-26T13:00:00.000Z');
    // A Saturday after hours, with New Year's day far off; then the Monday.
    expect(next('2026-12-26T20:00:00.000Z')).toBe('2026-12-28T12:00:00.000Z');
    // New Year's Eve after hours: the first is a holiday, the second a Saturday.
    expect(next('2027-01-01T00:00:00.000Z')).toBe('2027-01-02T13:00:00.000Z');
  });
});

describe('holidays', () => {
  (listed ? it.each : it.skip.each)(['CO', 'CL', 'PE', 'AR', 'BR', 'EC'])(
    'of %s in 2026 are those of the list (absent: skipped)',
    (country) => {
      const lists: Record<string, string[]> = JSON.parse(readFileSync(RULES, 'utf8')).holidays_2026;
      const expected = [...(lists[country] ?? []), ...(lists[`${country}_non_working`] ?? [])];
      // Days of elections in Brazil are Sundays, which are closed anyway.
      const weekdays = (days: Iterable<string>) =>
        [...days].filter((day) => weekdayOf(dayOf(day)) !== 0).sort();
      expect(weekdays(holidaysIn(country)(2026))).toEqual(weekdays(expected));
    },
  );

  it.each(['CO', 'CL', 'PE'])('of %s are known for every year from 2012 to 2030', (country) => {
    for (let year = 2012; year <= 2030; year += 1) {
      const days = [...holidaysIn(country)(year)];
      expect(days.length).toBeGreaterThanOrEqual(11);
      expect(days.filter((day) => !day.startsWith(`${year}-`))).toEqual([]);
      expect(days).toEqual(expect.arrayContaining([`${year}-01-01`, `${year}-05-01`, `${year}-12-25`]));
    }
  });
});
