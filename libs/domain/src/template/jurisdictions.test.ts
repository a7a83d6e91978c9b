import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RuleDefinition } from '../law/index.ts';
import { placesOf } from '../law/places.ts';
import { covers, isMeantFor, packsFor } from './jurisdictions.ts';
import { lint } from './lint.ts';
import { standardTemplateOf } from './standard/index.ts';
import type { Jurisdictions, Template } from './template.ts';

const base = standardTemplateOf('sms', 'overdue', 'es');
const meant = (jurisdictions?: Jurisdictions): Template => {
  const { jurisdictions: _, ...rest } = base;
  return jurisdictions ? ({ ...rest, jurisdictions } as Template) : (rest as Template);
};

describe('a template that names jurisdictions', () => {
  it.each<[Jurisdictions | undefined, string, boolean]>([
    [undefined, 'CO US-MA', true],
    [{ only: ['CO'] }, 'CO', true],
    [{ only: ['US'] }, 'US-MA', true],
    [{ only: ['US-MA'] }, 'US-MA', true],
    [{ only: ['US-MA'] }, 'US', false],
    [{ only: ['CO'] }, 'CO US', false],
    [{ only: ['CO', 'US'] }, 'CO US', true],
    [{ except: ['US'] }, 'CO', true],
    [{ except: ['US'] }, 'US-MA', false],
    [{ except: ['US-MA'] }, 'US', true],
    [{ except: ['US'] }, 'CO US', false],
  ])('%j is meant for %s: %j', (jurisdictions, places, expected) => {
    expect(isMeantFor(meant(jurisdictions), places.split(' '))).toBe(expected);
  });

  it('covers another only where it is meant for all that the other is meant for', () => {
    const codes = fc.uniqueArray(fc.constantFrom('CO', 'US', 'US-MA', 'MX'), { minLength: 1 });
    const some = fc.oneof(
      fc.constant(undefined),
      codes.map((only) => ({ only })),
      codes.map((except) => ({ except })),
    );
    const places = fc.constantFrom('CO', 'US', 'US-MA', 'US-NY', 'MX', 'PE');
    fc.assert(
      fc.property(some, some, places, (one, other, place) => {
        if (!covers(meant(one), meant(other)) || !isMeantFor(meant(other), [place])) return;
        expect(isMeantFor(meant(one), [place])).toBe(true);
      }),
    );
    expect(covers(meant({ only: ['US'] }), meant({ only: ['US-MA'] }))).toBe(true);
    expect(covers(meant({ except: ['US-MA'] }), meant({ except: ['US'] }))).toBe(true);
    expect(covers(meant({ only: ['US'] }), meant())).toBe(false);
  });

  it.each<[Jurisdictions | undefined, string]>([
    [undefined, 'CO US US-MA EU ZZ agency'],
    [{ only: ['CO'] }, 'CO ZZ agency'],
    [{ only: ['US'] }, 'US US-MA ZZ agency'],
    [{ only: ['US-MA'] }, 'US US-MA ZZ agency'],
    [{ only: ['ES-MD'] }, 'EU ZZ agency'],
    [{ except: ['US'] }, 'CO EU ZZ agency'],
    [{ except: ['US-MA', 'EU', 'ES'] }, 'CO US ZZ agency'],
  ])('%j may come under the packs %s', (jurisdictions, expected) => {
    const packs = ['CO', 'US', 'US-MA', 'EU', 'ZZ', 'agency'].map((jurisdiction) => ({
      jurisdiction,
      ...(jurisdiction === 'EU' ? { members: ['ES'] } : {}),
      ...(jurisdiction === 'ZZ' ? { members: ['*'] } : {}),
    }));
    const found = packsFor(meant(jurisdictions), packs).map(({ jurisdiction }) => jurisdiction);
    expect(found.join(' ')).toBe(expected);
  });

  it('is held against their law alone', () => {
    const rule: RuleDefinition = {
      id: 'DESK',
      kind: 'content',
      title: { es: 'Mesa', en: 'Desk' },
      citation: { text: 'Ley 1' },
      certainty: 'A',
      inForce: { from: '2020-01-01' },
      appliesTo: { channels: '*' },
      parameters: { required: ['complaint_desk'] },
    };
    const packs = [{ jurisdiction: 'XX', rules: [rule] }];
    expect(lint(meant(), packs)).toHaveLength(1);
    expect(lint(meant({ only: ['XX'] }), packs)).toHaveLength(1);
    expect(lint(meant({ only: ['CO'] }), packs)).toEqual([]);
    expect(lint(meant({ except: ['XX'] }), packs)).toEqual([]);
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
