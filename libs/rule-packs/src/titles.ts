import type { Said } from '@cauce/domain';
import { readPacks } from './load.ts';

/**
 * What a rule says, or one of its readings, by the jurisdiction of its pack and its id; undefined of what none of our packs
 * has now.
 */
export type TitleOf = (pack: string, rule: string, reading?: string) => Said | undefined;

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
