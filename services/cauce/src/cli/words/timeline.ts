import type { Language, Said } from '@cauce/domain';
import type { TimelinePage } from '@cauce/reporting';

const MORE: Said = { es: 'hay más', en: 'more' };

type Line = Pick<TimelinePage['entries'][number], 'at' | 'type' | 'summary' | 'contactId'>;

/** A page of a timeline in words: a line for each entry, the id of its contact at the end. */
export const timelineWords = (
  { entries, next }: Pick<TimelinePage, 'next'> & { readonly entries: readonly Line[] },
  language: Language,
): string =>
  [
    ...entries.map(({ at, type, summary, contactId }) =>
      [at, type.padEnd(22), summary, ...(contactId === null ? [] : [contactId])].join('  '),
    ),
    ...(next === null ? [] : [`… ${MORE[language]}: --after ${next}`]),
  ].join('\n');
