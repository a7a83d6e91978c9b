import { derivedId, type Uuid } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { type KeyVault, SubjectErasedError } from '../key-vault.ts';
import { type MakeFresh, withFresh } from './fresh.ts';

const person = (n: number): Uuid => derivedId('person', n);
const at = '2026-03-01T00:00:00.000Z';

/** What every vault of keys must do. */
export const keyVaultContract = (name: string, make: MakeFresh<KeyVault>): void => {
  describe(`KeyVault: ${name}`, () => {
    const fresh = withFresh(make);
    const keyOf = async (subject: Uuid) => {
      const key = (await fresh().keys([subject])).get(subject);
      if (!key) throw new Error('no key');
      return key;
    };

    it('makes a key of 32 bytes for each person once', async () => {
      const people = [person(1), person(2), person(1)];
      const keys = await fresh().keys(people);
      expect([...keys.keys()].sort()).toEqual([person(1), person(2)].sort());
      expect([...keys.values()].map(({ key }) => key.length)).toEqual([32, 32]);
      expect(keys.get(person(1))?.key).not.toEqual(keys.get(person(2))?.key);
      expect(await fresh().keys(people)).toEqual(keys);
    });

    it('finds a key by its generation', async () => {
      const key = await keyOf(person(1));
      expect(await fresh().find(person(1), key.keyId)).toEqual(key);
      expect(await fresh().find(person(1), 'none')).toBeUndefined();
      expect(await fresh().find(person(2), key.keyId)).toBeUndefined();
    });

    it('goes over to a fresh generation and still knows the older', async () => {
      const old = await keyOf(person(1));
      const fresher = await fresh().rotate(person(1));
      expect(fresher.keyId).not.toBe(old.keyId);
      expect(fresher.key).not.toEqual(old.key);
      expect(await keyOf(person(1))).toEqual(fresher);
      expect(await fresh().find(person(1), old.keyId)).toEqual(old);
      expect((await fresh().rotate(person(2))).subject).toBe(person(2));
    });

    it('destroys all generations for good', async () => {
      const old = await keyOf(person(1));
      const fresher = await fresh().rotate(person(1));
      const other = await keyOf(person(2));
      expect(await fresh().erased(person(1))).toBe(false);
      await fresh().destroy(person(1), at);
      await fresh().destroy(person(1), at);
      expect(await fresh().erased(person(1))).toBe(true);
      expect(await fresh().erased(person(2))).toBe(false);
      expect(await fresh().find(person(1), old.keyId)).toBeUndefined();
      expect(await fresh().find(person(1), fresher.keyId)).toBeUndefined();
      await expect(fresh().rotate(person(1))).rejects.toThrow(SubjectErasedError);
      await expect(fresh().keys([person(3), person(1)])).rejects.toThrow(person(1));
      expect(await keyOf(person(2))).toEqual(other);
    });

    it('gives no key to a person who was erased before having one', async () => {
      await fresh().destroy(person(9), at);
      await expect(fresh().keys([person(9)])).rejects.toThrow(SubjectErasedError);
    });

    it('gives the same key to all who ask at once, one by one and together', async () => {
      const people = Array.from({ length: 600 }, (_, n) => person(n));
      const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => fresh().keys(people)));
      if (!first) throw new Error('no keys');
      expect(first.size).toBe(people.length);
      expect(new Set([...first.values()].map(({ key }) => Buffer.from(key).toString('hex'))).size).toBe(
        people.length,
      );
      for (const other of others) expect(other).toEqual(first);
      const found = await Promise.all(
        [...first.values()].map(({ subject, keyId }) => fresh().find(subject, keyId)),
      );
      expect(found).toEqual([...first.values()]);
      expect(await fresh().keys([])).toEqual(new Map());
    });

    it('makes a generation for each of those who rotate at once', async () => {
      const rotateAtOnce = async (subject: Uuid): Promise<void> => {
        const old = (await fresh().keys([subject])).get(subject);
        const rotated = await Promise.all([1, 2, 3, 4].map(() => fresh().rotate(subject)));
        const all = old ? [old, ...rotated] : rotated;
        expect(new Set(all.map(({ keyId }) => keyId)).size).toBe(5);
        for (const key of all) expect(await fresh().find(subject, key.keyId)).toEqual(key);
        expect(rotated).toContainEqual((await fresh().keys([subject])).get(subject));
      };
      await Promise.all([1, 2, 3, 4, 5, 6].map((n) => rotateAtOnce(person(n))));
    });

    it('keeps no key of a person who is destroyed while keys are made', async () => {
      const made = await Promise.allSettled([
        fresh().keys([person(1)]),
        fresh().rotate(person(1)),
        fresh().destroy(person(1), at),
        fresh().rotate(person(1)),
        fresh().keys([person(1)]),
      ]);
      for (const one of made)
        if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SubjectErasedError);
      expect(await fresh().erased(person(1))).toBe(true);
      for (const keyId of ['1', '2', '3', '4']) expect(await fresh().find(person(1), keyId)).toBeUndefined();
      await expect(fresh().keys([person(1)])).rejects.toThrow(SubjectErasedError);
    });
  });
};
