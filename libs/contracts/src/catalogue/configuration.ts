import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { nullable, text } from './shared.ts';

const publication = { name: text, version: text, digest: text };

/** What decides and what is said is data: each version in use is on the log with the digest of its content. */
export const StrategyPublished = defineEvent('StrategyPublished', 'strategy', Type.Object(publication));
export const TemplatePublished = defineEvent('TemplatePublished', 'template', Type.Object(publication));
/** With the pack as its file held it, so that what was judged by it can be judged again; null in version 1. */
export const RulePackPublished = defineEvent(
  'RulePackPublished',
  'rulepack',
  Type.Object({ ...publication, content: nullable(Type.Record(Type.String(), Type.Any())) }),
  { version: 2, upcasters: [(published: object) => ({ ...published, content: null })] },
);

export const configurationEvents = [StrategyPublished, TemplatePublished, RulePackPublished] as const;
