import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DateOrder, dateOf, momentOf } from './dates.ts';

describe('dateOf', () => {
  it.each([
    ['2026-03-01', 'ISO', '2026-03-01'],
    ['2026-03-01', 'D/M/Y', '2026-03-01'],
    ['1/3/2026', 'D/M/Y', '2026-03-01'],
    ['1/3/2026', 'M/D/Y', '2026-01-03'],
    ['01-03-2026', 'D/M/Y', '2026-03-01'],
    ['01.03.2026 00:00:00', 'D/M/Y', '2026-03-01'],
    ['2026-03-01 12:30:00', 'D/M/Y', '2026-03-01'],
    ['29/02/2024', 'D/M/Y', '2024-02-29'],
  ] as const)('%s as %s', (text, order, date) =>
    expect(dateOf(text, order)).toEqual({ ok: true, value: date }),
  );

  it.each([
    ['31/02/2026', 'D/M/Y'],
    ['29/02/2100', 'D/M/Y'],
    ['13/01/2026', 'M/D/Y'],
    ['01/03/26', 'D/M/Y'],
    ['1/3/2026', 'ISO'],
    ['1/3-2026', 'D/M/Y'],
    ['2026-13-01', 'ISO'],
    ['0026-01-01', 'ISO'],
    ['46082', 'D/M/Y'],
  ] as const)('refuses %s as %s', (text, order) => {
    const result = dateOf(text, order);
    expect(result.ok ? result.value : result.error).toMatch(/^INVALID_DATE: /);
  });

  it('agrees with the calendar in every order', () => {
    const orders: readonly DateOrder[] = ['ISO', 'D/M/Y', 'M/D/Y'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        fc.constantFrom(...orders),
        (day, order) => {
          const iso = day.toISOString().slice(0, 10);
          const [year, month, date] = iso.split('-');
          const written =
            order === 'ISO'
              ? iso
              : order === 'D/M/Y'
                ? `${date}/${month}/${year}`
                : `${month}/${date}/${year}`;
          expect(dateOf(written, order)).toEqual({ ok: true, value: iso });
        },
      ),
    );
  });
});

describe('momentOf', () => {
  it('reads an instant where the text says its offset, else a date', () => {
    expect(momentOf('2026-02-20T14:30:00-05:00', 'D/M/Y')).toEqual({
      ok: true,
      value: '2026-02-20T19:30:00.000Z',
    });
    expect(momentOf('20/02/2026', 'D/M/Y')).toEqual({ ok: true, value: '2026-02-20' });
    expect(momentOf('2026-02-30T14:30:00Z', 'ISO').ok).toBe(false);
    expect(momentOf('2026-02-20T25:30:00Z', 'ISO').ok).toBe(false);
  });
});
