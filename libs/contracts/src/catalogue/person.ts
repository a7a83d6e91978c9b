import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, text, withoutReason } from './shared.ts';

const erasure = { debtorId: id };

/** Sealed for the person: reason, where one was given. */
export const ErasureRequested = defineEvent(
  'ErasureRequested',
  'person',
  Type.Object({ ...erasure, needsApproval: Type.Boolean(), because: Type.Array(text) }),
  { version: 2, upcasters: [withoutReason] },
);
export const ErasureApproved = defineEvent('ErasureApproved', 'person', Type.Object(erasure));
export const PersonErased = defineEvent('PersonErased', 'person', Type.Object(erasure));

export const personEvents = [ErasureRequested, ErasureApproved, PersonErased] as const;
