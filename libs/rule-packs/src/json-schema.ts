import { PackSchema, parameterSchemas, RuleSchema } from './schema.ts';

/**
 * What a pack's file may say, as JSON Schema for editors and for programs in other languages. It is the shape that
 * `readPack` checks; what no schema can say (a window that never opens, two rules of one id in force at once, a zone or
 * calendar that does not exist) `readPack` checks besides.
 */
export const packJsonSchema = (): object => {
  const { kind: _, parameters: __, ...properties } = RuleSchema.properties;
  const perKind = Object.entries(parameterSchemas).map(([kind, parameters]) => ({
    properties: { kind: { const: kind }, parameters },
  }));
  const open = { kind: {}, parameters: {} };
  const rule = { ...RuleSchema, properties: { ...properties, ...open }, anyOf: perKind };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title:
      'A rule pack of Cauce: the contact law of a jurisdiction, or the policy of an agency or a creditor',
    ...PackSchema,
    properties: { ...PackSchema.properties, rules: { ...PackSchema.properties.rules, items: rule } },
  };
};
