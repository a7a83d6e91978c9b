import type { TitleOf } from '@cauce/domain';
import type { PackFile } from './lint.ts';

/** The titles in some packs; of a rule that several have, the last one's. */
export const ruleTitles = (packs: readonly PackFile[]): TitleOf => {
  const titles = new Map(
    packs.flatMap(({ jurisdiction, rules }) =>
      rules.flatMap(({ id, title, readings = [] }) => [
        [`${jurisdiction}|${id}|`, title] as const,
        ...readings.map((reading) => [`${jurisdiction}|${id}|${reading.id}`, reading.title] as const),
      ]),
    ),
  );
  return (pack, rule, reading = '') => titles.get(`${pack}|${rule}|${reading}`);
};
