import { fileURLToPath } from 'node:url';
import type { Decision, RulePack } from '@cauce/domain';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PackFile } from './lint.ts';
import { readPacks } from './load.ts';
import { type Case, casesOver } from './testing/cases.ts';
import { compiled, judge, movedTo } from './testing/judging.ts';
import { EQUIVALENTS } from './testing/mutation/equivalents.ts';
import { type Mutant, mutantsOf } from './testing/mutation/mutants.ts';
import { agrees, judgeVector, wantedBy } from './vectors/judge.ts';
import { readVectors } from './vectors/read.ts';
import { judgeVectors } from './vectors/run.ts';
import type { Vector } from './vectors/vector.ts';

const PATIENCE = 300_000;
const HOUR = 3_600_000;

const OWN = readPacks();
const examplesOf = ({ jurisdiction }: PackFile): Vector[] =>
  readVectors(fileURLToPath(new URL(`../${jurisdiction}/examples.jsonl`, import.meta.url)));

/** All packs under readings, with a mutant in the place of its original. */
const packsWith = (mutant: PackFile, original: PackFile): ((readings: readonly string[]) => RulePack[]) => {
  const known = new Map<string, RulePack[]>();
  return (readings) =>
    known.getOrInsertComputed(readings.join(), () =>
      OWN.map((pack) => compiled(pack === original ? mutant : pack, readings)),
    );
};

/** The examples of the changed rule first: they are the likeliest to notice. */
const nearestFirst = (examples: readonly Vector[], { rule }: Mutant): Vector[] => {
  const isNear = ({ id }: Vector) => id.startsWith(`${rule}:`);
  return [...examples.filter(isNear), ...examples.filter((example) => !isNear(example))];
};

const isNoticed = (examples: readonly Vector[], mutant: Mutant, original: PackFile): boolean => {
  const under = packsWith(mutant.pack, original);
  return nearestFirst(examples, mutant).some(
    (example) => !agrees(judgeVector(under(wantedBy(example)), example), example.expect),
  );
};

/** Generated cases of a pack's country, the same for all its mutants. */
const generated = new Map<PackFile, readonly Case[]>();
const casesOf = (pack: PackFile): readonly Case[] =>
  generated.getOrInsertComputed(pack, () => {
    const [country = ''] = pack.jurisdiction.split('-', 1);
    const near = OWN.filter(
      ({ jurisdiction, members }) => members !== undefined || jurisdiction.split('-', 1)[0] === country,
    );
    return fc.sample(casesOver(pack.members ? OWN : near), { numRuns: 300, seed: 1 });
  });

/** The cases of a pack, and each hour of the day that a mutant names. */
const probesOf = (pack: PackFile, { name }: Mutant): Case[] => {
  const cases = casesOf(pack);
  const day = /\d{4}-\d\d-\d\d/.exec(name)?.[0];
  const hours = Array.from({ length: 48 }, (_, i) => Date.parse(day ?? '2026-05-05') + (i - 12) * HOUR);
  return [...cases, ...hours.flatMap((ms) => cases.slice(0, 5).map((one) => movedTo(one, ms)))];
};

/** What the packs as they are say to a case, judged once. */
const judged = new WeakMap<Case, Decision>();

/** The cases to which a mutant gives another decision, or another instant, than its original. */
const differing = (mutant: Mutant, original: PackFile): Case[] =>
  probesOf(original, mutant).filter((one) => {
    const packs = one.packs.map((pack) => (pack === original ? mutant.pack : pack));
    const was = judged.getOrInsertComputed(one, judge);
    const now = judge({ ...one, packs });
    return was.decision !== now.decision || was.notBefore !== now.notBefore;
  });

const whyEquivalent = (name: string): string | undefined => EQUIVALENTS.find(({ of }) => of.test(name))?.why;

const counts = { mutants: 0, noticed: 0, equivalent: 0 };

afterAll(() => {
  console.info(
    `${counts.mutants} mutants of ${OWN.length} packs: ${counts.noticed} noticed by an example, ${counts.equivalent} equivalent`,
  );
});

describe.each(OWN.map((pack) => [pack.jurisdiction, pack] as const))(
  'the examples of %s',
  (jurisdiction, pack) => {
    const examples = examplesOf(pack);

    it('are what the engine says', () => {
      const wrong = [...judgeVectors(examples)].filter(({ passed }) => !passed);
      expect(wrong.map(({ vector, decision }) => [vector.id, decision.decision, decision.notBefore])).toEqual(
        [],
      );
    });

    it(
      'notice every change of a parameter that changes a decision',
      () => {
        const mutants = mutantsOf(pack);
        const unnoticed = mutants.filter((mutant) => !isNoticed(examples, mutant, pack));
        const unexplained = unnoticed.filter(({ name }) => !whyEquivalent(`${jurisdiction} ${name}`));
        expect(unexplained.map(({ name }) => name)).toEqual([]);
        expect(
          unnoticed.filter((mutant) => differing(mutant, pack).length > 0).map(({ name }) => name),
        ).toEqual([]);
        counts.mutants += mutants.length;
        counts.equivalent += unnoticed.length;
        counts.noticed += mutants.length - unnoticed.length;
      },
      PATIENCE,
    );
  },
);
