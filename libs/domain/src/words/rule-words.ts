import type { Language, Said } from '../language/language.ts';
import type { RuleResult } from '../law/facts.ts';
import { REASON_WORDS } from '../law/reason-words.ts';
import { namedWords } from './glossary.ts';

/**
 * What a rule says, or one of its readings, by the jurisdiction of its pack and its id; undefined of what nobody has a title
 * for.
 */
export type TitleOf = (pack: string, rule: string, reading?: string) => Said | undefined;

/** A rule's answer, as far as words are made of it. */
type Answered = Pick<RuleResult, 'id' | 'pack' | 'inputs'> & { readonly reason?: string };

export const OUTCOME_WORDS: { readonly [O in RuleResult['outcome']]: Said } = {
  allow: { es: 'permite', en: 'allows' },
  defer: { es: 'aplaza', en: 'defers' },
  block: { es: 'impide', en: 'blocks' },
  not_applicable: { es: 'no aplica', en: 'does not apply' },
};

/** A reason of a decision in words. */
export const reasonWords = (code: string, language: Language): string =>
  Object.hasOwn(REASON_WORDS, code) ? REASON_WORDS[code as keyof typeof REASON_WORDS][language] : code;

/** What a rule is called: its title, or where there is none, its reason. */
export const ruleWords = ({ id, pack, reason }: Answered, titleOf: TitleOf, language: Language): string =>
  titleOf(pack, id)?.[language] ?? reasonWords(reason ?? id, language);

/** What a rule looked at; the reading that it followed by its title. */
export const inputWords = ({ id, pack, inputs }: Answered, titleOf: TitleOf, language: Language): string => {
  const reading = typeof inputs.reading === 'string' ? titleOf(pack, id, inputs.reading) : undefined;
  return namedWords(reading ? { ...inputs, reading: reading[language] } : inputs, language);
};
