import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, text } from './shared.ts';

const erasure = { debtorId: id };

export const ErasureRequested = defineEvent(
  'ErasureRequested',
  'person',
  Type.Object({ ...erasure, reason: text, needsApproval: Type.Boolean(), because: Type.Array(text) }),
);
export const ErasureApproved = defineEvent('ErasureApproved', 'person', Type.Object(erasure));
export const PersonErased = defineEvent('PersonErased', 'person', Type.Object(erasure));

export const personEvents = [ErasureRequested, ErasureApproved, PersonErased] as const;
