import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  anEvent,
  at,
  bad,
  events,
  lostKind,
  NAMES,
  removeSample,
  run,
  tampered,
} from './testing/tampered-log.ts';

afterAll(removeSample);

describe('a log altered or cut behind the back of the application', () => {
  it('is sound when nobody touched it', async () => {
    const report = await tampered(() => {});
    expect(report).toMatchObject({ streams: NAMES.length, events: events.length, ok: true });
  });

  it('names an altered column of any event', async () => {
    const changes = {
      'stream_no = 999': 'altered',
      'revision = 999': 'altered',
      "category = category || 'x'": 'altered',
      'hash = zeroblob(32)': 'altered',
      "body = CAST(replace(CAST(body AS TEXT), 'note', 'nota') AS BLOB)": 'altered',
      'position = 9000': 'reordered',
      'position = -3': 'reordered',
      'position = 9223372036854775807': 'reordered',
    } as const;
    const change = fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[]));
    await fc.assert(
      fc.asyncProperty(anEvent, change, async (index, sql) => {
        const { firstBad } = await tampered((db) =>
          run(db, `UPDATE events SET ${sql} WHERE position = ?`, index + 1),
        );
        expect(firstBad).toEqual(bad(at(index), changes[sql]));
      }),
      { numRuns: 120 },
    );
  });

  it('names an altered row of any stream by its first event', async () => {
    const change = fc.constantFrom('no = 999', "name = name || 'x'", "category = 'x'");
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), change, async (stream, sql) => {
        const { firstBad } = await tampered((db) =>
          run(db, `UPDATE streams SET ${sql} WHERE name = ?`, stream),
        );
        expect(firstBad).toEqual({ stream, revision: 0, kind: 'altered' });
      }),
      { numRuns: 15 },
    );
  });

  it('names the first of the events that are gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anEvent, { minLength: 1 }), async (indexes) => {
        const { firstBad } = await tampered((db) => {
          for (const index of indexes) run(db, 'DELETE FROM events WHERE position = ?', index + 1);
        });
        const first = at(Math.min(...indexes));
        expect(firstBad).toEqual(
          bad(
            first,
            lostKind(first, ({ place }) => indexes.includes(place - 1)),
          ),
        );
      }),
    );
  });

  it('names a gone event when those after it moved up', async () => {
    await fc.assert(
      fc.asyncProperty(anEvent, async (index) => {
        const { firstBad } = await tampered((db) => {
          run(db, 'DELETE FROM events WHERE position = ?', index + 1);
          run(db, 'UPDATE events SET position = -position WHERE position > ?', index + 1);
          run(db, 'UPDATE events SET position = -position - 1 WHERE position < 0');
        });
        expect(firstBad).toEqual(
          bad(
            at(index),
            lostKind(at(index), ({ place }) => place === index + 1),
          ),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('names a tail cut off, with or without the rows of its streams', async () => {
    await fc.assert(
      fc.asyncProperty(anEvent, fc.boolean(), async (index, clean) => {
        const { firstBad } = await tampered((db) => {
          run(db, 'DELETE FROM events WHERE position > ?', index);
          if (clean) run(db, 'DELETE FROM streams WHERE no NOT IN (SELECT stream_no FROM events)');
        });
        expect(firstBad).toEqual(bad(at(index), 'truncated'));
      }),
      { numRuns: 40 },
    );
  });

  it('names a stream removed as a whole', async () => {
    for (const stream of NAMES) {
      const { firstBad } = await tampered((db) => {
        run(db, 'DELETE FROM events WHERE stream_no = (SELECT no FROM streams WHERE name = ?)', stream);
        run(db, 'DELETE FROM streams WHERE name = ?', stream);
      });
      expect(firstBad).toEqual({ stream, revision: 0, kind: 'truncated' });
    }
  });
});
