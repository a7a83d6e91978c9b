import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, text } from './shared.ts';

export const role = Type.Union([
  Type.Literal('admin'),
  Type.Literal('manager'),
  Type.Literal('supervisor'),
  Type.Literal('collector'),
  Type.Literal('compliance'),
  Type.Literal('auditor'),
  Type.Literal('service'),
]);

export const PrincipalRegistered = defineEvent(
  'PrincipalRegistered',
  'principal',
  Type.Object({
    principalId: id,
    name: text,
    role,
    /** SHA-256 of the principal's key; the key itself is shown once and never kept. */
    keyHash: text,
  }),
);
export const PrincipalRevoked = defineEvent(
  'PrincipalRevoked',
  'principal',
  Type.Object({ principalId: id }),
);

export const principalEvents = [PrincipalRegistered, PrincipalRevoked] as const;
