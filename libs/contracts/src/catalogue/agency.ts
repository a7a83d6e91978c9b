import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id } from './shared.ts';

/** Which creditors go first where contacts of one person compete; those that are not named come after. */
export const CreditorsPrioritised = defineEvent(
  'CreditorsPrioritised',
  'agency',
  Type.Object({ creditorIds: Type.Array(id) }),
);

export const agencyEvents = [CreditorsPrioritised] as const;
