import type { RuleDefinition } from '@cauce/domain';
import { canonicalJson } from '@cauce/kernel';
import type { PackFile } from './lint.ts';

/** What differs between two packs: rules that came, went, or say otherwise, and in which of their parts. */
export interface PackDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly rule: string; readonly parts: readonly string[] }[];
}

/** A rule is told apart by its id and the day from which it holds: one that hands over to another keeps its id. */
const nameOf = ({ id, inForce }: RuleDefinition): string => `${id} from ${inForce.from}`;

const byName = ({ rules }: PackFile): ReadonlyMap<string, RuleDefinition> =>
  new Map(rules.map((rule) => [nameOf(rule), rule]));

const partsThatDiffer = (a: RuleDefinition, b: RuleDefinition): string[] => {
  const [before, after]: Readonly<Record<string, unknown>>[] = [{ ...a }, { ...b }];
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (part) => canonicalJson(before?.[part] ?? null) !== canonicalJson(after?.[part] ?? null),
  );
};

/** Compares the rules of two packs. */
export const diffPacks = (before: PackFile, after: PackFile): PackDiff => {
  const old = byName(before);
  const young = byName(after);
  return {
    added: [...young.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !young.has(name)),
    changed: [...old].flatMap(([name, rule]) => {
      const now = young.get(name);
      const parts = now ? partsThatDiffer(rule, now) : [];
      return parts.length > 0 ? [{ rule: name, parts }] : [];
    }),
  };
};

/** Each rule in which a pack differs from an earlier one, and the earlier pack with this change alone. */
export const eachChange = (before: PackFile, after: PackFile): { rule: string; pack: PackFile }[] =>
  [...new Set([...before.rules, ...after.rules].map(({ id }) => id))].flatMap((rule) => {
    const old = before.rules.filter(({ id }) => id === rule);
    const young = after.rules.filter(({ id }) => id === rule);
    if (canonicalJson(old) === canonicalJson(young)) return [];
    const rules = [...before.rules.filter(({ id }) => id !== rule), ...young];
    return [{ rule, pack: { ...before, rules } }];
  });

/** Packs with one more, in place of that of its jurisdiction. */
export const withPack = (packs: readonly PackFile[], pack: PackFile): PackFile[] => [
  ...packs.filter(({ jurisdiction }) => jurisdiction !== pack.jurisdiction),
  pack,
];
