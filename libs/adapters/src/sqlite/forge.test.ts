import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { categoryOf } from '@cauce/contracts';
import { SampleStreams, sampleEvent } from '@cauce/ports/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  anEvent,
  at,
  bad,
  events,
  makeRoom,
  NAMES,
  removeSample,
  run,
  streams,
  tampered,
} from './testing/tampered-log.ts';

afterAll(removeSample);

describe('a log forged or reordered behind the back of the application', () => {
  it('names a forged event, at the end or between, of an old stream or a new one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 10_000 }).map((n) => n % (events.length + 1)),
        fc.constantFrom(...NAMES, 'debt-forged'),
        async (index, stream) => {
          const { revision, hash } = streams.head(stream);
          const forged = sampleEvent(stream, revision + 1, hash, { forged: true });
          const { firstBad } = await tampered((db) => {
            makeRoom(db, index + 1);
            run(
              db,
              'INSERT OR IGNORE INTO streams (no, name, category) VALUES (99, ?, ?)',
              stream,
              categoryOf(stream),
            );
            run(
              db,
              'INSERT INTO events VALUES (?, (SELECT no FROM streams WHERE name = ?), ?, ?, ?, ?)',
              index + 1,
              stream,
              revision + 1,
              categoryOf(stream),
              Buffer.from(forged.hash, 'hex'),
              forged.bytes,
            );
          });
          expect(firstBad).toEqual({ stream, revision: revision + 1, kind: 'inserted' });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names a forged event at the end after the application went on appending', async () => {
    const { revision, hash } = streams.head('debt-1');
    const forged = sampleEvent('debt-1', revision + 1, hash, { forged: true });
    const { firstBad } = await tampered(
      (db) =>
        run(
          db,
          "INSERT INTO events VALUES (?, (SELECT no FROM streams WHERE name = 'debt-1'), ?, 'debt', ?, ?)",
          events.length + 1,
          revision + 1,
          Buffer.from(forged.hash, 'hex'),
          forged.bytes,
        ),
      (target) => target.append([new SampleStreams().next('debt-77', 2)]),
    );
    expect(firstBad).toEqual({ stream: 'debt-1', revision: revision + 1, kind: 'inserted' });
  });

  it('names the first of two events exchanged, whichever columns were exchanged', async () => {
    const columns = fc.constantFrom<string[]>(['position'], ['hash', 'body'], ['stream_no', 'revision']);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anEvent, { minLength: 2, maxLength: 2 }),
        columns,
        async (pair, names) => {
          const [a = 0, b = 0] = pair.toSorted((x, y) => x - y);
          const { firstBad } = await tampered((db) => {
            const list = names.join();
            const [one, two] = [a, b].map((n) =>
              Object.values(db.prepare(`SELECT ${list} FROM events WHERE position = ?`).get(n + 1) ?? {}),
            );
            const set = `UPDATE events SET ${names.map((name) => `${name} = ?`).join()} WHERE position = ?`;
            // Aside first: no two rows may have the same place.
            run(db, 'UPDATE events SET position = -1, revision = -1 WHERE position = ?', a + 1);
            run(db, set, ...(one ?? []), b + 1);
            if (!names.includes('revision'))
              run(db, 'UPDATE events SET revision = ? WHERE position = -1', at(a).revision);
            run(db, set, ...(two ?? []), -1);
            run(db, 'UPDATE events SET position = ? WHERE position = -1', a + 1);
          });
          expect(firstBad).toEqual(bad(at(a), 'reordered'));
        },
      ),
      { numRuns: 90 },
    );
  });

  it('names an event rewritten with everything after it made to fit', async () => {
    await fc.assert(
      fc.asyncProperty(anEvent, async (index) => {
        const { stream, revision } = at(index);
        const { firstBad } = await tampered((db) => {
          const no = db.prepare('SELECT no FROM streams WHERE name = ?').get(stream)?.no ?? null;
          const rows = db
            .prepare(
              'SELECT position, body FROM events WHERE stream_no = ? AND revision >= ? ORDER BY revision',
            )
            .all(no, revision);
          let prev: string | undefined;
          for (const [n, row] of rows.entries()) {
            const event = JSON.parse(Buffer.from(row.body as Uint8Array).toString());
            const rewritten = sampleEvent(
              stream,
              revision + n,
              prev ?? event.prev,
              n === 0 ? { forged: true } : event.data,
            );
            prev = rewritten.hash;
            const hash = Buffer.from(rewritten.hash, 'hex');
            run(
              db,
              'UPDATE events SET body = ?, hash = ? WHERE position = ?',
              rewritten.bytes,
              hash,
              row.position ?? null,
            );
          }
        });
        expect(firstBad).toEqual({ stream, revision, kind: 'altered' });
      }),
      { numRuns: 40 },
    );
  });

  it('names a stream put there without events', async () => {
    const { firstBad } = await tampered((db) =>
      run(db, "INSERT INTO streams VALUES (50, 'debt-50', 'debt')"),
    );
    expect(firstBad).toEqual({ stream: 'debt-50', revision: 0, kind: 'inserted' });
  });

  it('names a break in the chain of a stream even where the ledger is gone', async () => {
    const followed = events.filter(
      ({ stream, revision }) => revision > 0 && streams.head(stream).revision > revision,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...followed), fc.boolean(), async (event, gone) => {
        const { firstBad } = await tampered((db) => {
          rmSync(join(dirname(db.location() ?? ''), 'ledger'));
          if (gone) {
            run(db, 'DELETE FROM events WHERE position = ?', event.place);
            return;
          }
          const body = db.prepare('SELECT body FROM events WHERE position = ?').get(event.place)?.body;
          const { prev } = JSON.parse(Buffer.from(body as Uint8Array).toString());
          const forged = sampleEvent(event.stream, event.revision, prev, { forged: true });
          const hash = Buffer.from(forged.hash, 'hex');
          run(db, 'UPDATE events SET body = ?, hash = ? WHERE position = ?', forged.bytes, hash, event.place);
        });
        expect(firstBad).toEqual(bad(event, gone ? 'missing' : 'altered'));
      }),
      { numRuns: 30 },
    );
  });
});
