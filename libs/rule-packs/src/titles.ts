import type { TitleOf } from '@cauce/domain';
import { readPacks } from './load.ts';

/** The titles of our own packs. */
export const ruleTitles = (): TitleOf => {
  const titles = new Map(
    readPacks().flatMap(({ jurisdiction, rules }) =>
      rules.flatMap(({ id, title, readings = [] }) => [
        [`${jurisdiction}|${id}|`, title] as const,
        ...readings.map((reading) => [`${jurisdiction}|${id}|${reading.id}`, reading.title] as const),
      ]),
    ),
  );
  return (pack, rule, reading = '') => titles.get(`${pack}|${rule}|${reading}`);
};
