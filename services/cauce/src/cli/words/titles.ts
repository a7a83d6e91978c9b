import type { TitleOf } from '@cauce/domain';
import type { RuleTitle } from '../../operations/packs/rule-titles.ts';

/** The titles that came with an answer. */
export const titlesIn = (titles: readonly RuleTitle[]): TitleOf => {
  const known = new Map(titles.map((title) => [`${title.pack}|${title.rule}|${title.reading}`, title]));
  return (pack, rule, reading = '') => known.get(`${pack}|${rule}|${reading}`);
};
