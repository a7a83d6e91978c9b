import type { RuleDefinition } from '../law/index.ts';

/** A rule about what messages say, in force for long and for all of them but for what is changed. */
export const contentRule = (id: string, change: Partial<RuleDefinition<'content'>>): RuleDefinition => ({
  id,
  kind: 'content',
  title: { es: id, en: id },
  citation: { text: `Ley de ${id}` },
  certainty: 'A',
  inForce: { from: '2020-01-01' },
  appliesTo: { channels: '*' },
  parameters: {},
  ...change,
});
