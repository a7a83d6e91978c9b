import { PACKS, packProposals, type Said, type TitleOf } from '@cauce/domain';
import { ownPacks, readPack, ruleTitles } from '@cauce/rule-packs';
import type { App } from '../../host/app.ts';

/** What a rule says, or one of its readings, for whoever shows an answer. */
export interface RuleTitle extends Said {
  readonly pack: string;
  readonly rule: string;
  /** Empty for the rule itself. */
  readonly reading: string;
}

/** An answer with the titles of the rules that it names. */
export type Titled<T> = T & { readonly titles: readonly RuleTitle[] };

/** The titles of every rule: of the packs that come with the release, and of those that were proposed. */
export const titlesOf = async ({ folder }: App): Promise<TitleOf> => {
  const proposals = await folder.core.log.load(packProposals, PACKS);
  const proposed = proposals.flatMap(({ pack, content }) => {
    const read = readPack(pack, content);
    return read.ok ? [read.value] : [];
  });
  return ruleTitles([...ownPacks(), ...proposed]);
};

interface Named {
  readonly pack: string;
  readonly rule: string;
  readonly reading?: unknown;
}

/** The rules of a decision, by name. */
export const namesIn = (
  rules: readonly {
    readonly id: string;
    readonly pack: string;
    readonly inputs: { readonly reading?: unknown };
  }[],
): Named[] => rules.map(({ id, pack, inputs }) => ({ pack, rule: id, reading: inputs.reading }));

/** Puts the titles of rules beside an answer that names them. */
export const withTitles = async <T extends object>(
  app: App,
  answer: T,
  named: readonly Named[],
): Promise<Titled<T>> => {
  const titleOf = await titlesOf(app);
  const titles = new Map<string, RuleTitle>();
  for (const { pack, rule, reading } of named)
    for (const of of ['', ...(typeof reading === 'string' ? [reading] : [])]) {
      const title = titleOf(pack, rule, of);
      if (title) titles.set(`${pack}|${rule}|${of}`, { pack, rule, reading: of, ...title });
    }
  return { ...answer, titles: [...titles.values()] };
};
