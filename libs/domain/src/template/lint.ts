import type { PackDefinition } from '../law/index.ts';
import { type Demand, unmetBy } from './demands.ts';
import { type Fault, formFaults } from './form.ts';
import { packsFor } from './jurisdictions.ts';
import { TELLING } from './phrases.ts';
import { openingOf, phrasesIn, readingOf } from './reading.ts';
import { bannedIn, said, textsOf } from './said.ts';
import { isSmsTemplate, type Template } from './template.ts';

/** What forbids the use of a template, with the rules of law that say so; none where it is the product's own word. */
export interface Finding extends Fault {
  readonly rules: readonly Demand[];
}

/** What a bystander sees before the message is opened: a mail's subject, the beginning of a short message. */
const tellingFaults = (template: Template): Fault[] =>
  textsOf(template)
    .filter(([where]) => isSmsTemplate(template) || where === 'subject')
    .flatMap(([where, nodes]) =>
      phrasesIn(readingOf(openingOf(nodes), template.fallbacks), TELLING).map((phrase) => ({
        where,
        problem: `"${phrase}" tells of a debt to whoever sees it unopened`,
      })),
    );

/**
 * Everything that forbids the use of a template, or nothing: broken syntax and missing elements, what tells a bystander
 * of a debt, banned phrases in any language, and what the rules of content of its jurisdictions' packs miss or refuse.
 */
export const lint = (
  template: Template,
  packs: readonly Pick<PackDefinition, 'jurisdiction' | 'members' | 'rules'>[],
): readonly Finding[] => {
  // Any message may be the first that somebody gets.
  const says = { ...said([template]), first_contact: true };
  const unmet = unmetBy(template, says, packsFor(template, packs));
  const product = [...formFaults(template), ...tellingFaults(template)];
  return [
    ...product.map((fault) => ({ ...fault, rules: [] })),
    ...bannedIn(template).map(({ where, phrase, banned: { says, because } }) => ({
      where,
      problem: `"${phrase}" ${because}`,
      rules: unmet.filter(({ refused }) => refused.includes(says)).map(demandOf),
    })),
    ...unmet
      .filter(({ missing }) => missing.length > 0)
      .map((one) => ({
        where: 'content',
        problem: `the law demands ${one.missing.join(', ')}`,
        rules: [demandOf(one)],
      })),
  ];
};

const demandOf = ({ pack, rule, citation }: Demand): Demand => ({ pack, rule, citation });
