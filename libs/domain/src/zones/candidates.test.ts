import { isZone } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { ZONES_OF_AREA_CODE } from './area-codes.ts';
import { candidateZones } from './candidates.ts';
import { ZONES_OF_COUNTRY } from './countries.ts';
import { ZONES_OF_REGION } from './regions.ts';

const nothing = { postal: [], phones: [], portfolioZone: 'America/Lima' };
const zonesOf = (rest: Partial<Parameters<typeof candidateZones>[0]>) =>
  candidateZones({ ...nothing, ...rest }).zones;

describe('candidateZones', () => {
  it('lets a stated zone decide alone', () => {
    expect(
      candidateZones({
        ...nothing,
        explicit: 'Europe/Madrid',
        postal: [{ country: 'US' }],
        phones: ['+12125550100'],
      }),
    ).toEqual({ zones: ['Europe/Madrid'], basis: { source: 'explicit', places: [] } });
  });

  it('takes the zone of the portfolio only where nothing is on file', () => {
    expect(candidateZones(nothing)).toEqual({
      zones: ['America/Lima'],
      basis: { source: 'portfolio', places: [] },
    });
  });

  it('demands every zone of the addresses and phones on file', () => {
    const found = candidateZones({
      ...nothing,
      postal: [{ country: 'US', region: 'US-CA' }],
      phones: ['+12125550100', '+573001234567'],
    });
    expect(found).toEqual({
      zones: ['America/Bogota', 'America/Los_Angeles', 'America/New_York'],
      basis: { source: 'on_file', places: ['US-CA', '+1 212', 'phone CO'] },
    });
  });

  it('knows no zone for a toll-free number or a country that is none', () => {
    expect(candidateZones({ ...nothing, phones: ['+18005550100'] })).toEqual({
      zones: [],
      basis: { source: 'unknown', places: ['+1 800'] },
    });
    expect(zonesOf({ postal: [{ country: 'XX' }] })).toEqual([]);
    expect(zonesOf({ postal: [{ country: 'CO' }], phones: ['+18005550100'] })).toEqual(['America/Bogota']);
  });

  it.each([
    ['US', 'TX', ['America/Chicago', 'America/Denver']],
    ['US', 'US-NY', ['America/New_York']],
    ['MX', 'MX-BCN', ['America/Tijuana']],
    ['MX', 'SON', ['America/Hermosillo']],
    ['MX', 'ROO', ['America/Cancun']],
    ['CL', 'CL-RM', ['America/Santiago']],
    ['CL', 'MA', ['America/Punta_Arenas']],
    ['CL', 'VS', ['America/Santiago', 'Pacific/Easter']],
    ['PE', 'LIM', ['America/Lima']],
  ])('reads %s %s', (country, region, zones) => {
    expect(zonesOf({ postal: [{ country, region }] })).toEqual(zones);
  });

  it('tells Easter Island from the rest of Valparaíso by its postal code', () => {
    const valparaiso = { country: 'CL', region: 'VS' };
    expect(zonesOf({ postal: [{ ...valparaiso, postalCode: '2770000' }] })).toEqual(['Pacific/Easter']);
    expect(zonesOf({ postal: [{ ...valparaiso, postalCode: '2340000' }] })).toEqual(['America/Santiago']);
  });

  it('demands all zones of a country whose region is not known', () => {
    expect(zonesOf({ postal: [{ country: 'MX' }] })).toContain('America/Tijuana');
    expect(zonesOf({ postal: [{ country: 'US', region: 'ZZ' }] })).toHaveLength(8);
    expect(zonesOf({ phones: ['+525512345678'] })).toContain('America/Cancun');
  });

  it('demands both zones of an area code that lies in two', () => {
    expect(zonesOf({ phones: ['+18505550100'] })).toEqual(['America/Chicago', 'America/New_York']);
  });
});

describe('the tables', () => {
  it('name zones that exist', () => {
    const named = [ZONES_OF_AREA_CODE, ZONES_OF_COUNTRY, ZONES_OF_REGION].flatMap((table) =>
      [...table.values()].flat(),
    );
    expect([...new Set(named)].filter((zone) => !isZone(zone))).toEqual([]);
  });

  it('have a zone for every state, and regions of no other country', () => {
    expect([...ZONES_OF_REGION.keys()].filter((name) => name.startsWith('US-'))).toHaveLength(57);
    expect([...ZONES_OF_REGION.keys()].filter((name) => name.startsWith('MX-'))).toHaveLength(32);
    expect([...ZONES_OF_REGION.keys()].filter((name) => name.startsWith('CL-'))).toHaveLength(16);
  });
});
