import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { text } from './shared.ts';

const publication = { name: text, version: text, digest: text };

/** What decides and what is said is data: each version in use is on the log with the digest of its content. */
export const StrategyPublished = defineEvent('StrategyPublished', 'strategy', Type.Object(publication));
export const TemplatePublished = defineEvent('TemplatePublished', 'template', Type.Object(publication));
export const RulePackPublished = defineEvent('RulePackPublished', 'rulepack', Type.Object(publication));

export const configurationEvents = [StrategyPublished, TemplatePublished, RulePackPublished] as const;
