import type { Facts, Proposal } from '@cauce/domain';
import type { Zone } from '@cauce/kernel';
import fc from 'fast-check';
import type { PackFile } from '../lint.ts';
import { contactNear, proposalNear } from './contacts.ts';
import { FAR_ZONES, HARD_DAYS, oneOf } from './near.ts';
import { standingNear } from './standing.ts';

/** One matter: the packs that apply to it, what is known, and what is proposed. */
export interface Case {
  readonly packs: readonly PackFile[];
  readonly facts: Facts;
  readonly proposal: Proposal;
}

/** A failure shows the names of packs, and the rules of one that was made up. */
const shown = (one: Case, isMadeUp: boolean): Case & fc.WithToStringMethod => ({
  ...one,
  [fc.toStringMethod]: () =>
    JSON.stringify(
      { ...one, packs: one.packs.map(({ jurisdiction, rules }) => (isMadeUp ? rules : jurisdiction)) },
      null,
      1,
    ),
});

const regionsOf = (files: readonly PackFile[], { jurisdiction }: PackFile) =>
  files.filter((pack) => pack.jurisdiction.startsWith(`${jurisdiction}-`));

const unionsOf = (files: readonly PackFile[], { jurisdiction }: PackFile) =>
  files.filter(({ members }) => members?.some((member) => member === '*' || member === jurisdiction));

const thirdParty = fc.constantFrom('third_party' as const, 'third_party' as const, 'first_party' as const);
const consumer = fc.constantFrom('consumer' as const, 'consumer' as const, 'commercial' as const);

/** A person of one country with some of its regions, and a portfolio of that country or of another. */
const caseIn = (files: readonly PackFile[], home: PackFile, other: PackFile): fc.Arbitrary<Case> => {
  const zones = (hard: Zone) =>
    fc.oneof(
      { weight: 4, arbitrary: oneOf(home.zones) },
      { weight: 2, arbitrary: fc.constant(hard) },
      { weight: 1, arbitrary: oneOf(FAR_ZONES) },
    );
  return oneOf(HARD_DAYS)
    .chain(({ day, zone }) =>
      fc.record({
        regions: fc.subarray(regionsOf(files, home)),
        zones: fc.uniqueArray(zones(zone), { minLength: 1, maxLength: 3 }),
        collector: thirdParty,
        debtKind: consumer,
        history: fc.array(contactNear(day), { maxLength: 10 }),
        standing: standingNear(day),
        proposal: proposalNear(day),
      }),
    )
    .map(({ regions, zones, collector, debtKind, history, standing, proposal }) => {
      const unions = [home, other].flatMap((pack) => unionsOf(files, pack));
      return shown(
        {
          packs: [...new Set([home, other, ...regions, ...unions])],
          facts: {
            zones,
            country: home.jurisdiction,
            regions: regions.map(({ jurisdiction }) => jurisdiction),
            portfolio: { jurisdiction: other.jurisdiction, collector, debtKind },
            history,
            standing,
          },
          proposal,
        },
        files.length === 1,
      );
    });
};

/** Cases over all of some packs: every country by its number of rules, now and then with a portfolio of another. */
export const casesOver = (files: readonly PackFile[]): fc.Arbitrary<Case> => {
  const countries = files.filter(
    ({ jurisdiction, members }) => jurisdiction.length === 2 && members === undefined,
  );
  const country = fc.oneof(
    ...countries.map((pack) => ({ weight: pack.rules.length, arbitrary: fc.constant(pack) })),
  );
  return fc
    .tuple(country, country, fc.integer({ min: 1, max: 5 }))
    .chain(([home, other, turn]) => caseIn(files, home, turn === 1 ? other : home));
};
