import { type Language, namedWords, REASON_WORDS, type Said } from '@cauce/domain';
import type { ExplainedItem } from '@cauce/reporting';
import type { TitleOf } from '@cauce/rule-packs';

type Rule = ExplainedItem['rules'][number];

export const OUTCOME_WORDS: { readonly [O in Rule['outcome']]: Said } = {
  allow: { es: 'permite', en: 'allows' },
  defer: { es: 'aplaza', en: 'defers' },
  block: { es: 'impide', en: 'blocks' },
  not_applicable: { es: 'no aplica', en: 'does not apply' },
};

/** A reason of a decision in words. */
export const reasonWords = (code: string, language: Language): string =>
  Object.hasOwn(REASON_WORDS, code) ? REASON_WORDS[code as keyof typeof REASON_WORDS][language] : code;

/** What a rule is called: by its title, or where no pack has it any more, by its reason. */
export const ruleWords = ({ id, pack, reason }: Rule, titleOf: TitleOf, language: Language): string =>
  titleOf(pack, id)?.[language] ?? reasonWords(reason ?? id, language);

/** What a rule looked at; the reading that it followed by its title. */
const inputWords = ({ id, pack, inputs }: Rule, titleOf: TitleOf, language: Language): string => {
  const reading = typeof inputs.reading === 'string' ? titleOf(pack, id, inputs.reading) : undefined;
  return namedWords(reading ? { ...inputs, reading: reading[language] } : inputs, language);
};

/** The rules that apply with what they looked at, then those that do not, each with its citation. */
export const rulesWords = (rules: readonly Rule[], titleOf: TitleOf, language: Language): string[] =>
  [...rules]
    .sort((a, b) => Number(a.outcome === 'not_applicable') - Number(b.outcome === 'not_applicable'))
    .map((rule) => {
      const inputs = inputWords(rule, titleOf, language);
      const outcome = OUTCOME_WORDS[rule.outcome][language];
      return `    ${outcome}: ${ruleWords(rule, titleOf, language)} (${rule.citation})${inputs ? ` — ${inputs}` : ''}`;
    });
