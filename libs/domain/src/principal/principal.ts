import { type EventsOf, PrincipalRegistered, PrincipalRevoked, type principalEvents } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** What a principal may do is its role's business; see the host's table of operations. */
export const ROLES = [
  'admin',
  'manager',
  'supervisor',
  'collector',
  'compliance',
  'auditor',
  'service',
] as const;
export type Role = (typeof ROLES)[number];

/** Somebody, or something, that acts in its own name with its own key. */
export interface Principal {
  readonly principalId: Uuid;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of its key. */
  readonly keyHash: string;
  readonly revoked: boolean;
}

export type PrincipalCommand =
  | {
      readonly kind: 'register';
      readonly principalId: Uuid;
      readonly name: string;
      readonly role: Role;
      readonly keyHash: string;
    }
  | { readonly kind: 'revoke' };

/**
 * A principal, by the id that follows from its name. One that was revoked may be registered again, with another key;
 * registering one that is in force changes nothing.
 */
export const principal: Decider<Principal | null, PrincipalCommand, EventsOf<typeof principalEvents>> = {
  category: 'principal',
  initial: null,
  decide(command, state) {
    const inForce = state !== null && !state.revoked;
    if (command.kind === 'revoke') {
      return inForce ? [PrincipalRevoked.make({ principalId: state.principalId })] : [];
    }
    if (inForce) return [];
    const { kind: _, ...data } = command;
    return [PrincipalRegistered.make(data)];
  },
  evolve(state, event) {
    if (event.type === 'PrincipalRegistered') return { ...event.data, revoked: false };
    return state && { ...state, revoked: true };
  },
};
