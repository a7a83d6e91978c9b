import { expect, it } from '@jest/globals';
import type { Document, ModelHandle, ReadModels } from '../read-models.ts';
import { ODD_TEXTS, shuffled } from './odd-texts.ts';
import { document, guard, idsByPage, model } from './sample-model.ts';

const MEGABYTE = 2 ** 20;

const nested = (depth: number): Document['body'] => (depth === 0 ? { end: null } : { in: nested(depth - 1) });

/** Where databases differ: odd texts, large documents, many at once, and several writers. */
export const readModelsExtremes = (fresh: () => ReadModels): void => {
  const opened = (): Promise<ModelHandle> => fresh().open(model);

  it('takes any text as id and as key, and orders both by code point', async () => {
    const handle = await opened();
    const documents = ODD_TEXTS.flatMap((text) => [
      document(text, 1, { name: text }),
      document(`tie ${text}`, 1, { name: 'tie', day: text }),
    ]);
    await handle.write(shuffled(documents), guard(1));
    expect([...(await handle.getMany(ODD_TEXTS)).keys()].sort()).toEqual([...ODD_TEXTS].sort());
    for (const text of ODD_TEXTS) expect(await handle.get(text)).toEqual(document(text, 1, { name: text }));
    const ties = ODD_TEXTS.map((text) => `tie ${text}`);
    expect(await idsByPage(handle, { index: 'day', limit: 4 })).toEqual(ties);
    expect(await idsByPage(handle, { prefix: 'tie', limit: 4 })).toEqual(ties);
    expect(await idsByPage(handle, { prefix: 'tie', limit: 4, backwards: true })).toEqual(ties.toReversed());
    const others = await idsByPage(handle, { limit: 3 });
    expect(others.filter((id) => !ties.includes(id))).toEqual(ODD_TEXTS);
    const within = (from: string, before: string) => idsByPage(handle, { from, before, limit: 3 });
    expect(await within('a\0', 'a.b')).toEqual(['a\0', 'a\0b', 'a b', "a'b"]);
    expect(await within('ñ', '\u{1f600}')).toEqual(['ñ', '\ud7ff', '\uffff']);
    expect(await idsByPage(handle, { prefix: '\u{10ffff}', limit: 3 })).toEqual(['\u{10ffff}']);
  });

  it('takes any name of a model and of an index', async () => {
    const odd = { ...model, indexes: ['id', 'body', '_id', 'a.b', '$c', 'ñ', '"'] };
    const apart = await fresh().open({ ...odd, name: `${model.name}/other` });
    const handle = await fresh().open(odd);
    for (const index of odd.indexes) await handle.write([document(index, 1, { [index]: 'x' })], guard(1));
    for (const index of odd.indexes) expect(await idsByPage(handle, { index, limit: 2 })).toEqual([index]);
    expect(await apart.get('id')).toBeUndefined();
  });

  it('keeps no key of an index that the model does not have', async () => {
    const handle = await opened();
    await handle.write([document('1', 1, { name: 'x', none: 'y' })], guard(1));
    expect((await handle.get('1'))?.keys).toEqual({ name: 'x' });
  });

  it('gives a body back as JSON says it', async () => {
    const handle = await opened();
    const fields = '{"__proto__":1,"constructor":2,"_id":3,"":4,"$set":{"a.b":5},"a\\u0000b":6,"10":7,"9":8}';
    const texts = [...ODD_TEXTS, 'lone \ud800 half'];
    const numbers = [0, -1.5, 2 ** 31, 2 ** 53 - 1, 1 - 2 ** 53, 2 ** 63, 1e300, 5e-324, 0.1 + 0.2];
    const bodies: Document['body'][] = [
      JSON.parse(fields),
      { texts, numbers, nothing: null, empty: [{}, [], '', false] },
      nested(150),
    ];
    await handle.write(
      bodies.map((body, n) => ({ ...document(`${n}`, 1), body })),
      guard(1),
    );
    for (const [n, body] of bodies.entries()) expect((await handle.get(`${n}`))?.body).toEqual(body);
    const absent: Document['body'] = { present: null };
    Reflect.set(absent, 'absent', undefined);
    await handle.write([{ ...document('absent', 1), body: absent }], guard(1));
    expect(Object.keys((await handle.get('absent'))?.body ?? {})).toEqual(['present']);
  });

  it('takes documents of a megabyte, many of them in one list', async () => {
    const handle = await opened();
    const large = Array.from({ length: 8 }, (_, n) =>
      document(`${n}`, 1, { name: 'x' }, `${n}`.padEnd(MEGABYTE / 2, 'ñ')),
    );
    await handle.write(large, guard(1));
    expect((await handle.list('name', { limit: 8 })).documents).toEqual(large);
    expect((await handle.getMany(large.map(({ id }) => id))).size).toBe(8);
  });

  it('keeps every document of a large write, and the newer of two of one id', async () => {
    const handle = await opened();
    const many = Array.from({ length: 600 }, (_, n) => document(`${n + 10_000}`, 1, { name: 'x' }, ''));
    const twice = [document('twice', 3), document('twice', 2, {}, 'older'), document('once', 1)];
    await handle.write([...twice, ...many], guard(3));
    expect(await idsByPage(handle, { limit: 400 })).toEqual(many.map(({ id }) => id));
    expect(await handle.get('twice')).toEqual(document('twice', 3));
    expect(await handle.get('once')).toEqual(document('once', 1));
    const last = many.at(-1)?.id ?? '';
    expect((await handle.getMany(many.map(({ id }) => id))).has(last)).toBe(true);
  });

  it('ends with the newest, whoever writes at once and in whatever order', async () => {
    const handle = await opened();
    const places = shuffled(Array.from({ length: 12 }, (_, n) => n + 1));
    const ids = Array.from({ length: 20 }, (_, n) => `${n}`);
    const write = async (place: number): Promise<void> => {
      const other = await fresh().open(model);
      await other.write(
        ids.map((id) => document(id, place, { name: `${place}` }, `${place}`)),
        guard(place),
      );
    };
    await Promise.all(places.map(write));
    await Promise.all(places.map(write));
    const stored = await handle.getMany(ids);
    expect(new Set([...stored.values()].map(({ guard, body }) => `${guard} ${body.note}`))).toEqual(
      new Set([`${guard(12)} 12`]),
    );
    expect(stored.size).toBe(ids.length);
    expect((await handle.list('name', { prefix: '12', limit: 100 })).documents).toHaveLength(ids.length);
    expect(await handle.checkpoint()).toBe(guard(12));
  });

  it('lists each document once while others are written between the pages', async () => {
    const handle = await opened();
    const steady = Array.from({ length: 9 }, (_, n) => document(`${n}`, 1, { name: `k${n >> 1}` }));
    await handle.write(steady, guard(1));
    const ids = await idsByPage(handle, { limit: 2 }, (page) =>
      handle.write(
        [
          document(`before ${page}`, 2, { name: 'a' }),
          document('4', 2 + page, { name: 'k2' }, `changed ${page}`),
          document('last', 2 + page, { name: 'z' }),
        ],
        guard(2 + page),
      ),
    );
    expect(ids).toEqual([...steady.map(({ id }) => id), 'last']);
  });

  it('begins a model of another version empty', async () => {
    const before = await opened();
    await before.write([document('1', 1, { name: 'x' })], guard(1));
    const after = await fresh().open({ ...model, version: 2 });
    expect(await after.checkpoint()).toBeNull();
    expect(await after.get('1')).toBeUndefined();
    expect(await idsByPage(after, { limit: 1 })).toEqual([]);
    await after.write([document('2', 1)], guard(1));
    expect(await (await fresh().open({ ...model, version: 2 })).get('2')).toEqual(document('2', 1));
  });
};
