import { err, ok, toGsm7 } from '@cauce/kernel';
import type { TemplateContext } from './context.ts';
import { escapeHtml } from './format.ts';
import { parseText, type TemplateNode } from './parse.ts';
import { itemValues, messageValues, oneLine, type TagValues } from './tags.ts';
import { isSmsTemplate, type RenderResult, type Template } from './template.ts';

type Nodes = readonly TemplateNode[];

interface Compiled {
  readonly subject: Nodes;
  readonly text: Nodes;
  readonly html: Nodes;
  readonly fallbacks: ReadonlyMap<string, Nodes>;
}

const compiled = new WeakMap<Template, Compiled>();

/** A template is parsed once for all messages. */
const compile = (template: Template): Compiled => {
  const known = compiled.get(template);
  if (known) return known;
  const nodesOf = (source: string): Nodes => parseText(source).nodes;
  const fresh = {
    subject: nodesOf(isSmsTemplate(template) ? '' : template.subject),
    text: nodesOf(template.text),
    html: nodesOf(isSmsTemplate(template) ? '' : template.html),
    fallbacks: new Map(Object.entries(template.fallbacks).map(([tag, words]) => [tag, nodesOf(words)])),
  };
  compiled.set(template, fresh);
  return fresh;
};

/**
 * The texts of a message. Every tag gets its value, else the fallback that the template declares; a message with a
 * tag that has neither is not made. Values are escaped in HTML and kept to one line in the subject; a short message is
 * brought into the alphabet that its template names.
 */
export const render = (template: Template, context: TemplateContext): RenderResult => {
  const { fallbacks, ...parts } = compile(template);
  const message = messageValues(context, template.language);
  const items = context.items.map(
    (item) => new Map([...message, ...itemValues(item, context, template.language)]),
  );
  const used = new Set<string>();
  const missing = new Set<string>();

  /** The value of a tag or its fallback; empty, and noted as missing, where there is neither. */
  const filled = (node: TemplateNode & { kind: 'tag' }, values: TagValues): string => {
    const value = values.get(node.name);
    if (value !== undefined) {
      used.add(node.name);
      return value;
    }
    const fallback = fallbacks.get(node.name);
    if (node.fallback !== undefined) return node.fallback;
    if (fallback === undefined) {
      missing.add(node.name);
      return '';
    }
    return fallback.map((part) => wordsOf(part, values)).join('');
  };

  /** A piece of a fallback: its own tags need values. */
  const wordsOf = (node: TemplateNode, values: TagValues): string => {
    if (node.kind === 'words') return node.words;
    if (node.kind === 'items') return '';
    const value = values.get(node.name);
    (value === undefined ? missing : used).add(node.name);
    return value ?? '';
  };

  const write = (nodes: Nodes, values: TagValues, shown: (value: string) => string): string =>
    nodes
      .map((node) => {
        if (node.kind === 'words') return node.words;
        if (node.kind === 'tag') return shown(filled(node, values));
        return items.map((itemsValues) => write(node.nodes, itemsValues, shown)).join('');
      })
      .join('');

  const subject = oneLine(write(parts.subject, message, oneLine));
  const written = write(parts.text, message, (value) => value);
  const text = isSmsTemplate(template) && template.alphabet === 'gsm7' ? toGsm7(written) : written;
  const html = write(parts.html, message, escapeHtml);
  if (missing.size > 0) return err({ reason: 'MISSING_TAG', missing: [...missing].sort() });
  return ok({ subject, text, html, tagsUsed: [...used].sort() });
};
