import type { EventEnvelope, NewEvent } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Principal, type PrincipalCommand, principal } from './principal.ts';

const principalId = '00000991-7a1c-5e2d-9b40-c0ffee000991';
const register = (keyHash: string): PrincipalCommand => ({
  kind: 'register',
  principalId,
  name: 'ana',
  role: 'auditor',
  keyHash,
});

const after = (...commands: PrincipalCommand[]): { state: Principal | null; types: string[] } => {
  let state = principal.initial;
  const types: string[] = [];
  for (const command of commands) {
    for (const event of principal.decide(command, state) as NewEvent[]) {
      types.push(event.type);
      state = principal.evolve(state, event as EventEnvelope as never);
    }
  }
  return { state, types };
};

describe('a principal', () => {
  it('is registered with role and hash of its key', () => {
    expect(after(register('h1'))).toEqual({
      state: { principalId, name: 'ana', role: 'auditor', keyHash: 'h1', revoked: false },
      types: ['PrincipalRegistered'],
    });
  });

  it('keeps its key when it is registered a second time', () => {
    expect(after(register('h1'), register('h2')).state?.keyHash).toBe('h1');
  });

  it('is revoked once, and not before it exists', () => {
    const { state, types } = after(
      { kind: 'revoke' },
      register('h1'),
      { kind: 'revoke' },
      { kind: 'revoke' },
    );
    expect(types).toEqual(['PrincipalRegistered', 'PrincipalRevoked']);
    expect(state?.revoked).toBe(true);
  });

  it('comes back with another key', () => {
    const { state } = after(register('h1'), { kind: 'revoke' }, register('h2'));
    expect(state).toMatchObject({ keyHash: 'h2', revoked: false });
  });
});
