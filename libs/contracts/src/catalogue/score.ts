import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, text } from './shared.ts';

export const DebtScored = defineEvent(
  'DebtScored',
  'score',
  Type.Object({
    debtId: id,
    debtorId: id,
    /** 0 (least likely to pay without a person's work) to 100. */
    score: Type.Integer({ minimum: 0, maximum: 100 }),
    model: text,
    reasons: Type.Array(Type.Object({ code: text, points: Type.Integer() })),
  }),
);

export const scoreEvents = [DebtScored] as const;
