import { type Principal, principal, type Role } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { Cause, Core } from '@cauce/runtime';
import { UsageError } from '../host/usage-error.ts';
import { keyHash, opens, ownerOf, principalIdOf } from './keys.ts';

type Parts = Pick<Core, 'log' | 'store'>;

/** Name of the principal that a folder begins with, and in whose name its owner works. */
export const ADMIN = 'admin';

/** The first principal: known before a folder holds any event. */
export const FIRST_ADMIN: Principal = {
  principalId: principalIdOf(ADMIN),
  name: ADMIN,
  role: 'admin',
  keyHash: '',
  revoked: false,
};

const inForce = (found: Principal | null): Principal | null => (found && !found.revoked ? found : null);

/** The principal whose key this is; null when it is nobody's, or nobody's any more. */
export const principalByKey = async ({ log }: Parts, key: string): Promise<Principal | null> => {
  const owner = ownerOf(key);
  const found = owner && inForce(await log.load(principal, owner));
  return found && opens(key, found.keyHash) ? found : null;
};

/** A principal by name. Throws UsageError where there is none, or it was revoked. */
export const principalNamed = async ({ log }: Parts, name: string): Promise<Principal> => {
  const found = await log.load(principal, principalIdOf(name));
  if (!found && name === ADMIN) return FIRST_ADMIN;
  if (!found) throw new UsageError(`there is no principal "${name}": see "cauce principal list"`);
  if (found.revoked) throw new UsageError(`the principal "${name}" was revoked`);
  return found;
};

/** How whoever acted is called: a principal, revoked or not, by its name; what the log does not know, by its id. */
export const nameOfActor = async ({ log }: Pick<Parts, 'log'>, actor: string): Promise<string> => {
  const id = actor.slice(actor.indexOf(':') + 1);
  if (id === FIRST_ADMIN.principalId) return ADMIN;
  return (await log.load(principal, id))?.name ?? id;
};

/** How each of those who acted is called. */
export const namesOf = async (parts: Pick<Parts, 'log'>, actors: readonly string[]): Promise<string[]> =>
  Promise.all(actors.map((actor) => nameOfActor(parts, actor)));

/** Every principal there ever was, by name. */
export const allPrincipals = async ({ log, store }: Parts): Promise<readonly Principal[]> => {
  const found: Principal[] = [];
  for await (const stream of store.streams(principal.category)) {
    const one = await log.load(principal, stream.slice(principal.category.length + 1));
    if (one) found.push(one);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** Registers a principal under a key that the caller keeps; false where one of that name is in force. */
export const register = async (
  { log }: Parts,
  { name, role, key }: { name: string; role: Role; key: string },
  cause: Cause,
): Promise<boolean> => {
  const principalId = principalIdOf(name);
  const command = { kind: 'register', principalId, name, role, keyHash: keyHash(key) } as const;
  return (await log.transact(cause, (unit) => unit.execute(principal, principalId, command))).length > 0;
};

/** The cause of what a principal does about a principal. */
export const causeOf = (actor: Cause['actor'], clock: Core['clock'], what: string, about: Uuid): Cause => {
  const id = derivedId(what, about, instantText(clock.now()));
  return { actor, causationId: id, correlationId: id };
};
