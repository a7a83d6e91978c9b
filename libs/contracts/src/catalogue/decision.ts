import Type from 'typebox';
import { id, instant, item, nullable, text } from './shared.ts';

const outcome = Type.Union([Type.Literal('allow'), Type.Literal('defer'), Type.Literal('block')]);

const ruleResult = Type.Object({
  id: text,
  outcome: Type.Union([outcome, Type.Literal('not_applicable')]),
  reason: Type.Optional(text),
  citation: text,
  inputs: Type.Record(Type.String(), Type.Any()),
  notBefore: Type.Optional(nullable(instant)),
  /** Empty where no pack applies: then the refusal says which is missing. */
  pack: Type.String(),
  packVersion: Type.String(),
});

/** Why a contact may or may not happen: every rule, per item, and what the gate saw. */
export const decision = Type.Object({
  at: instant,
  items: Type.Array(
    Type.Object({
      ...item.properties,
      decision: outcome,
      notBefore: nullable(instant),
      reasons: Type.Array(text),
      rules: Type.Array(ruleResult),
    }),
  ),
  packs: Type.Array(Type.Object({ id: Type.String(), version: Type.String() })),
  basis: Type.Object({
    streams: Type.Array(Type.Object({ stream: text, revision: Type.Integer({ minimum: -1 }) })),
    facts: Type.Record(Type.String(), Type.Any()),
  }),
});

/** What was asked of the gate. */
export const request = {
  debtorId: id,
  creditorId: id,
  contactId: id,
  /** Id of the ContactRequested event that this answers. */
  requestId: id,
  channel: text,
  language: text,
  plannedFor: instant,
  usefulUntil: instant,
};
