import { derivedId } from '@cauce/kernel';
import { describeOn } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MongoDatabase } from './database.ts';
import { MongoKeyVault } from './key-vault.ts';
import { rewrapMongo } from './rewrap.ts';
import type { MongoSettings } from './settings.ts';
import { discard, freshSettings } from './testing/fresh-database.ts';

const [from, to, other] = [7, 8, 9].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const people = Array.from({ length: 1_200 }, (_, n) => derivedId('person', n));
const [first = derivedId('person', 0), gone = derivedId('person', 1)] = people;
const kept = people.filter((one) => one !== gone);

describeOn('mongo', 'keys in a database that are wrapped anew', () => {
  let settings: MongoSettings;
  let database: MongoDatabase;
  let before: ReadonlyMap<string, unknown>;
  const under = (master: Uint8Array) => MongoKeyVault.open(database, master);
  const rewrap = (keys = { from, to }) => rewrapMongo(settings, keys);

  beforeEach(async () => {
    settings = await freshSettings();
    database = new MongoDatabase(settings);
    const vault = await under(from);
    await vault.keys(people);
    await vault.rotate(first);
    before = await vault.keys(kept);
    await vault.destroy(gone, '2026-03-01T00:00:00.000Z');
  });
  afterEach(() => discard(database));

  it('open as before under the new master key, and the old one opens none', async () => {
    const told: number[] = [];
    expect(await rewrapMongo(settings, { from, to, onProgress: (keys) => told.push(keys) })).toBe(
      people.length,
    );
    expect(told.at(-1)).toBe(people.length);
    const vault = await under(to);
    expect(await vault.keys(kept)).toEqual(before);
    expect(await vault.find(first, '1')).toBeDefined();
    expect(await vault.erased(gone)).toBe(true);
    await expect(under(from)).rejects.toThrow('another master key');
    expect(await rewrap()).toBe(0);
  });

  it('are opened by nobody after a death in between, and all are wrapped by doing it again', async () => {
    let done = 0;
    const onProgress = (keys: number) => {
      done = keys;
      throw new Error('killed');
    };
    await expect(rewrapMongo(settings, { from, to, onProgress })).rejects.toThrow('killed');
    for (const master of [from, to]) await expect(under(master)).rejects.toThrow('cauce keys rewrap');
    expect(done).toBeGreaterThan(0);
    expect(await rewrap()).toBe(people.length - done);
    expect(await (await under(to)).keys(kept)).toEqual(before);
  });

  it('do not take with them what a program adds that was not stopped; doing it again does', async () => {
    const running = await under(from);
    await rewrap();
    const late = derivedId('person', 'late');
    const made = await running.keys([late]);
    await expect((await under(to)).keys([late])).rejects.toThrow();
    expect(await rewrap()).toBe(1);
    expect(await (await under(to)).keys([late])).toEqual(made);
  });

  it('are left alone where they are wrapped under neither master key, or are none', async () => {
    await expect(rewrap({ from: other, to })).rejects.toThrow('neither');
    expect(await (await under(from)).keys(kept)).toEqual(before);
    const nowhere = rewrapMongo({ ...settings, database: `${settings.database}-none` }, { from, to });
    await expect(nowhere).rejects.toThrow('no keys');
  });
});
