/** A piece of a template. */
export type TemplateNode =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'tag'; readonly name: string; readonly fallback?: string }
  | { readonly kind: 'items'; readonly nodes: readonly TemplateNode[] };

export interface ParsedText {
  readonly nodes: readonly TemplateNode[];
  /** What is wrong with the syntax. */
  readonly problems: readonly string[];
}

const MARK = /\{\{\s*([#/]?)([A-Za-z.]+)\s*(?:\|([^{}]*))?\}\}/g;

/** Reads a text with tags. Total: what is not understood is named as a problem and left out. */
export const parseText = (source: string): ParsedText => {
  const problems: string[] = [];
  const nodes: TemplateNode[] = [];
  let block: TemplateNode[] | undefined;
  let end = 0;

  const words = (text: string): void => {
    if (/\{\{|\}\}/.test(text)) problems.push(`braces that are not a tag in "${text.trim()}"`);
    else if (text !== '') (block ?? nodes).push({ kind: 'words', words: text });
  };

  for (const mark of source.matchAll(MARK)) {
    const [whole, sign, name = '', fallback] = mark;
    words(source.slice(end, mark.index));
    end = mark.index + whole.length;
    if (sign === '') {
      const own = fallback?.trim();
      (block ?? nodes).push(own ? { kind: 'tag', name, fallback: own } : { kind: 'tag', name });
    } else if (name !== 'items') problems.push(`unknown block "${name}"`);
    else if (sign === '#' && !block) block = [];
    else if (sign === '/' && block) {
      nodes.push({ kind: 'items', nodes: block });
      block = undefined;
    } else
      problems.push(`block "${name}" ${sign === '#' ? 'opened inside itself' : 'closed but not opened'}`);
  }
  words(source.slice(end));
  if (block) problems.push('block "items" is not closed');
  return { nodes, problems };
};

/** Names of all tags of parsed text, those of its block included. */
export const tagNames = (nodes: readonly TemplateNode[]): string[] =>
  nodes.flatMap((node) =>
    node.kind === 'tag' ? [node.name] : node.kind === 'items' ? tagNames(node.nodes) : [],
  );
