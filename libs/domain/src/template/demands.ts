import type { Content, PackDefinition } from '../law/index.ts';
import { objectionsTo } from '../law/kinds/content.ts';
import { said } from './said.ts';
import { channelOf, type Template } from './template.ts';

/** A rule of a pack that speaks of what messages say, with the law that it comes from. */
export interface Demand {
  readonly pack: string;
  readonly rule: string;
  readonly citation: string;
}

/** A rule that what a template says does not satisfy. */
export interface Unmet extends Demand {
  readonly missing: readonly string[];
  readonly refused: readonly string[];
}

/**
 * The rules of packs that what a template says does not satisfy. Every rule of its channel counts, whatever it else
 * applies to and whenever it is in force: a template is for all debts.
 */
export const unmetBy = (
  template: Template,
  packs: readonly Pick<PackDefinition, 'jurisdiction' | 'rules'>[],
): readonly Unmet[] => {
  const channel = channelOf(template);
  // Any message may be the first that somebody gets.
  const says: Content = { ...said([template]), first_contact: true };
  return packs.flatMap(({ jurisdiction, rules }) =>
    rules.flatMap((rule) => {
      const { channels } = rule.appliesTo;
      if (rule.kind !== 'content' || (channels !== '*' && !channels.includes(channel))) return [];
      const { missing, refused } = objectionsTo(rule.parameters, says);
      if (missing.length + refused.length === 0) return [];
      return [{ pack: jurisdiction, rule: rule.id, citation: rule.citation.text, missing, refused }];
    }),
  );
};
