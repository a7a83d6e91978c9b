import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { categoryOf } from '@cauce/contracts';
import type { FirstBad, StreamAppend, VerifyReport } from '@cauce/ports';
import { SampleStreams, sampleEvent } from '@cauce/ports/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packGroup } from './group.ts';
import { LedgerMirror } from './ledger-mirror.ts';
import { LogWriter } from './log-writer.ts';
import { verifyLog } from './verify.ts';

/** A log and its ledger, open without a thread of their own. */
const open = (folder: string) => {
  const log = new LogWriter(join(folder, 'log.db'));
  const mirror = new LedgerMirror(join(folder, 'ledger'), log);
  return {
    append: (...calls: StreamAppend[][]): void => {
      mirror.begin();
      const { first, mirrored } = log.commit(packGroup(calls));
      mirror.committed(first, mirrored);
    },
    verify: (): Promise<VerifyReport> => verifyLog(log.db, join(folder, 'ledger'), mirror.mark()),
    close: (): void => {
      mirror.close();
      log.close();
    },
  };
};

interface Known {
  readonly place: number;
  readonly stream: string;
  readonly revision: number;
}

const around = mkdtempSync(join(tmpdir(), 'cauce-tamper-'));
const origin = join(around, 'origin');
const events: Known[] = [];
const streams = new SampleStreams();
const NAMES = ['debt-1', 'contact-1', 'debt-2', 'portfolio-1', 'contact-2'];

const appendAll = (target: ReturnType<typeof open>, rounds: readonly (readonly number[])[]): void => {
  for (const round of rounds) {
    const calls = round.map((n) => [streams.next(NAMES[n % NAMES.length] ?? '', 1 + (n % 3))]);
    for (const [append] of calls) {
      for (const { envelope } of append?.events ?? []) {
        events.push({ place: events.length + 1, stream: envelope.stream, revision: envelope.revision });
      }
    }
    target.append(...calls);
  }
};

beforeAll(() => {
  mkdirSync(origin);
  const first = open(origin);
  appendAll(first, [[0, 1, 2], [3], [0, 4, 1, 7], [2, 5]]);
  first.close();
  const second = open(origin);
  appendAll(second, [[6, 1], [0, 8, 9, 2], [11]]);
  second.close();
});
afterAll(() => rmSync(around, { recursive: true }));

let copies = 0;
/** A fresh copy, changed behind the application's back, then opened again by the application. */
const tampered = async (
  change: (db: DatabaseSync) => void,
  later: (target: ReturnType<typeof open>) => void = () => {},
): Promise<VerifyReport> => {
  const folder = join(around, `copy-${++copies}`);
  mkdirSync(folder);
  for (const file of ['log.db', 'ledger']) copyFileSync(join(origin, file), join(folder, file));
  const db = new DatabaseSync(join(folder, 'log.db'));
  change(db);
  db.close();
  const target = open(folder);
  later(target);
  const report = await target.verify();
  target.close();
  rmSync(folder, { recursive: true });
  return report;
};

const bad = ({ stream, revision }: Known, kind: FirstBad['kind']): FirstBad => ({ stream, revision, kind });
const anEvent = fc.nat({ max: 10_000 }).map((n) => n % events.length);
const at = (index: number): Known => {
  const known = events[index];
  if (!known) throw new Error(`no event ${index}`);
  return known;
};
const run = (db: DatabaseSync, sql: string, ...values: SQLInputValue[]) => db.prepare(sql).run(...values);

/** Moves all places from one on by one. */
const makeRoom = (db: DatabaseSync, place: number): void => {
  run(db, 'UPDATE events SET position = -position WHERE position >= ?', place);
  run(db, 'UPDATE events SET position = 1 - position WHERE position < 0');
};

const lostKind = (lost: Known, gone: (event: Known) => boolean): FirstBad['kind'] =>
  events.some((event) => event.stream === lost.stream && event.revision > lost.revision && !gone(event))
    ? 'missing'
    : 'truncated';

describe('a log altered behind the back of the application', () => {
  it('is sound when nobody touched it', async () => {
    const report = await tampered(() => {});
    expect(report).toEqual({ streams: NAMES.length, events: events.length, ok: true });
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
});
