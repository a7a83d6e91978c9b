import { inputWords, type Language, OUTCOME_WORDS, ruleWords, type TitleOf } from '@cauce/domain';
import type { ExplainedItem } from '@cauce/reporting';

/** The rules that apply with what they looked at, then those that do not, each with its citation. */
export const rulesWords = (rules: ExplainedItem['rules'], titleOf: TitleOf, language: Language): string[] =>
  [...rules]
    .sort((a, b) => Number(a.outcome === 'not_applicable') - Number(b.outcome === 'not_applicable'))
    .map((rule) => {
      const inputs = inputWords(rule, titleOf, language);
      const outcome = OUTCOME_WORDS[rule.outcome][language];
      return `    ${outcome}: ${ruleWords(rule, titleOf, language)} (${rule.citation})${inputs ? ` — ${inputs}` : ''}`;
    });
