import { type Demand, unmetBy } from './demands.ts';
import { type Fault, formFaults } from './form.ts';
import { type LawPack, packsFor } from './jurisdictions.ts';
import { TELLING } from './phrases.ts';
import { openingOf, phrasesIn, readingOf } from './reading.ts';
import { bannedIn, textsOf } from './said.ts';
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
 * A text that is for wherever it is lawful misses nothing: where it would, another is sent.
 */
export const lint = (template: Template, packs: readonly LawPack[]): readonly Finding[] => {
  const unmet = unmetBy(template, packsFor(template, packs));
  const demanded =
    template.jurisdictions === 'lawful' ? [] : unmet.filter(({ missing }) => missing.length > 0);
  const product = [...formFaults(template), ...tellingFaults(template)];
  return [
    ...product.map((fault) => ({ ...fault, rules: [] })),
    ...bannedIn(template).map(({ where, phrase, banned: { says, because } }) => ({
      where,
      problem: `"${phrase}" ${because}`,
      rules: unmet.filter(({ refused }) => refused.includes(says)).map(demandOf),
    })),
    ...demanded.map((one) => ({
      where: 'content',
      problem: `the law demands ${one.missing.join(', ')}`,
      rules: [demandOf(one)],
    })),
  ];
};

const demandOf = ({ pack, rule, citation }: Demand): Demand => ({ pack, rule, citation });
