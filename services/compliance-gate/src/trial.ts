import { eachChange, type PackFile, withPack } from '@cauce/rule-packs';

/** Packs with another in place of one of them: all its changes together, and each of them alone. */
export interface Trial {
  readonly packs: readonly PackFile[];
  readonly alone: readonly { readonly rule: string; readonly packs: readonly PackFile[] }[];
}

/** Tries a pack in place of that of its jurisdiction; worked out once for each list of packs. */
export const trialOf = (tried: PackFile): ((packs: readonly PackFile[]) => Trial) => {
  const known = new WeakMap<readonly PackFile[], Trial>();
  const made = (packs: readonly PackFile[]): Trial => {
    const before = packs.find(({ jurisdiction }) => jurisdiction === tried.jurisdiction);
    const changes = eachChange(before ?? { ...tried, rules: [] }, tried);
    return {
      packs: withPack(packs, tried),
      alone: changes.map(({ rule, pack }) => ({ rule, packs: withPack(packs, pack) })),
    };
  };
  return (packs) => known.getOrInsertComputed(packs, made);
};
