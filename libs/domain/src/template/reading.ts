import type { TemplateNode } from './parse.ts';
import type { Banned } from './phrases.ts';

/** What hides a word from a search but not from a reader: tags inside it, accents written as entities. */
const withoutMarkup = (html: string): string =>
  html
    .replace(/<!--|-->/g, ' ')
    .replace(/<\/?(?:a|b|em|font|i|small|span|strong|u|wbr)\b(?=[^<>]*>)[^<>]*>/gi, '')
    .replace(/[<>"]/g, ' ')
    .replace(/&([a-z])(?:acute|cedil|circ|grave|tilde|uml);/gi, '$1')
    .replace(/&#(x?)([\da-f]{1,6});/gi, (_, hex, digits) => letter(Number.parseInt(digits, hex ? 16 : 10)))
    .replace(/&(?:nbsp|ensp|emsp|thinsp);/gi, ' ')
    .replace(/&(?:shy|zwj|zwnj);/gi, '');

const letter = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');

/** Lower case, without accents, invisible characters and markup: as words are compared. */
const plain = (text: string): string =>
  withoutMarkup(text)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ');

/** A text as it reads where no tag has a value: each tag is its fallback, or a gap. */
export const readingOf = (
  nodes: readonly TemplateNode[],
  fallbacks: { readonly [tag: string]: string },
): string =>
  nodes
    .map((node) => {
      if (node.kind === 'words') return node.words;
      if (node.kind === 'items') return readingOf(node.nodes, fallbacks);
      return node.fallback ?? fallbacks[node.name] ?? ' … ';
    })
    .join('');

/** What stands before the debts. */
export const openingOf = (nodes: readonly TemplateNode[]): readonly TemplateNode[] => {
  const items = nodes.findIndex(({ kind }) => kind === 'items');
  return items === -1 ? nodes : nodes.slice(0, items);
};

const searches = new Map<Banned['phrases'], RegExp>();

const searchFor = (phrases: Banned['phrases']): RegExp =>
  searches.getOrInsertComputed(phrases, () => {
    const any = Object.values(phrases).flat();
    const words = any.map((phrase) =>
      phrase.replaceAll('*', '[\\p{L}\\p{N}]*').replaceAll(' ', '[^\\p{L}\\p{N}]+'),
    );
    return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  });

/** The phrases that a reader finds in a text, in any language, each once. */
export const phrasesIn = (text: string, phrases: Banned['phrases']): readonly string[] => [
  ...new Set(plain(text).match(searchFor(phrases)) ?? []),
];
