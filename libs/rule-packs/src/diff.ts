import type { RuleDefinition } from '@cauce/domain';
import { canonicalJson } from '@cauce/kernel';
import type { PackFile } from './lint.ts';

/** A field that two versions say otherwise: its path, and what each of them says; null where it says nothing. */
export interface ChangedField {
  /** "parameters.windows.mon-fri". */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two packs: rules that came, went, or say otherwise, and what the packs say besides rules. */
export interface PackDiff {
  /** "UY@1.1.0". */
  readonly before: string;
  readonly after: string;
  readonly added: readonly RuleDefinition[];
  readonly removed: readonly RuleDefinition[];
  readonly changed: readonly { readonly rule: string; readonly fields: readonly ChangedField[] }[];
  /** Zones, holidays, the title: what holds for the whole pack. */
  readonly fields: readonly ChangedField[];
}

const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const changedFields = (before: object, after: object, path = ''): ChangedField[] => {
  const [old, young]: [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>] = [
    { ...before },
    { ...after },
  ];
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].flatMap((name) => {
    const [was, is] = [old[name] ?? null, young[name] ?? null];
    const field = `${path}${name}`;
    if (isNested(was) && isNested(is)) return changedFields(was, is, `${field}.`);
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ field, before: was, after: is }];
  });
};

const idsGivenTwice = ({ rules }: PackFile): string[] =>
  rules.map(({ id }) => id).filter((id, i, ids) => ids.indexOf(id) < i);

/** What holds for the whole pack. Where an editor finds the schema is no part of the law. */
const wholeOf = (pack: PackFile): object => {
  const {
    rules: _,
    jurisdiction: _of,
    version: _at,
    $schema: _schema,
    ...rest
  }: PackFile & { $schema?: unknown } = pack;
  return rest;
};

/** Compares two packs: their rules, and what holds for the whole pack. */
export const diffPacks = (before: PackFile, after: PackFile): PackDiff => {
  // A rule that hands over to another keeps its id: only then the day from which it holds tells the two apart.
  const handedOver = new Set([before, after].flatMap(idsGivenTwice));
  const nameOf = ({ id, inForce }: RuleDefinition): string =>
    handedOver.has(id) ? `${id} from ${inForce.from}` : id;
  const named = ({ rules }: PackFile) => new Map(rules.map((rule) => [nameOf(rule), rule]));
  const [old, young] = [named(before), named(after)];
  return {
    before: `${before.jurisdiction}@${before.version}`,
    after: `${after.jurisdiction}@${after.version}`,
    added: after.rules.filter((rule) => !old.has(nameOf(rule))),
    removed: before.rules.filter((rule) => !young.has(nameOf(rule))),
    changed: [...old].flatMap(([rule, was]) => {
      const is = young.get(rule);
      const fields = is ? changedFields(was, is) : [];
      return fields.length > 0 ? [{ rule, fields }] : [];
    }),
    fields: changedFields(wholeOf(before), wholeOf(after)),
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
