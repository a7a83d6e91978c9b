import { type Principal, principal, ROLES, type Role } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { invalid, UsageError } from '../../host/usage-error.ts';
import { newKey, principalIdOf } from '../../principals/keys.ts';
import { allPrincipals, causeOf, principalNamed, register } from '../../principals/principals.ts';

const NAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/;

export interface AddedPrincipal {
  readonly principalId: Uuid;
  readonly name: string;
  readonly role: Role;
  /** Shown this once. */
  readonly key: string;
}

/** Makes a principal with a key of its own. */
export const addPrincipalOperation = async (
  { folder, actor }: App,
  { name, role }: { name: string; role: string },
): Promise<AddedPrincipal> => {
  if (!NAME.test(name))
    throw invalid('name', `must be up to 64 of a-z, 0-9, ".", "_", "@" and "-", not "${name}"`);
  const known = ROLES.find((one) => one === role);
  if (!known) throw invalid('role', `must be one of ${ROLES.join(', ')}, not "${role}"`);
  const principalId = principalIdOf(name);
  const key = newKey(principalId);
  const cause = causeOf(actor, folder.core.clock, 'register', principalId);
  if (!(await register(folder.core, { name, role: known, key }, cause)))
    throw new UsageError(`there is a principal "${name}" already: revoke it first, or take another name`);
  return { principalId, name, role: known, key };
};

export type ListedPrincipal = Omit<Principal, 'keyHash'>;

/** Every principal there ever was. */
export const listPrincipalsOperation = async (
  { folder }: App,
  _args: object,
): Promise<{ principals: readonly ListedPrincipal[] }> => ({
  principals: (await allPrincipals(folder.core)).map(({ keyHash: _, ...listed }) => listed),
});

/** Takes a principal's key out of force, for good. The last admin stays, or nobody could make another. */
export const revokePrincipalOperation = async (
  { folder, actor }: App,
  { name }: { name: string },
): Promise<ListedPrincipal> => {
  const { core } = folder;
  const { principalId, role } = await principalNamed(core, name);
  const admins = (await allPrincipals(core)).filter((one) => one.role === 'admin' && !one.revoked);
  if (role === 'admin' && admins.length < 2)
    throw new UsageError(`"${name}" is the last admin: make another one first`);
  const cause = causeOf(actor, core.clock, 'revoke', principalId);
  await core.log.transact(cause, (unit) => unit.execute(principal, principalId, { kind: 'revoke' }));
  return { principalId, name, role, revoked: true };
};
