import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { categoryOf } from '@cauce/contracts';
import { RecentMap } from '@cauce/kernel';
import { KnownNames } from './known-names.ts';
import type { MirroredEvent } from './ledger-line.ts';
import { type CallResult, type Group, HASH_BYTES } from './log-writer-protocol.ts';
import { prepareLog, streamNames } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** The hash that a stream without events ends with. */
const NOTHING = new Uint8Array(HASH_BYTES);

/** What the writer must know of a stream to append to it. */
interface WriterHead {
  /** Number of the stream, 0 when it does not exist yet. */
  readonly no: number;
  readonly category: string;
  readonly revision: number;
  readonly hash: Uint8Array;
}

/** One stream append of a group, not yet written. */
interface Write {
  readonly stream: string;
  readonly head: WriterHead;
  readonly events: readonly { readonly hash: Uint8Array; readonly body: Uint8Array }[];
}

/** What a commit did. */
export interface Commit {
  readonly results: readonly CallResult[];
  /** Place of the first of the events written, in their order. */
  readonly first: number;
  readonly mirrored: readonly MirroredEvent[];
}

/** The only writer of a log: checks heads and writes groups, each in one transaction. */
export class LogWriter {
  readonly db: DatabaseSync;
  readonly #heads: RecentMap<WriterHead>;
  readonly #streams = new KnownNames(
    () => this.#lastStream,
    () => streamNames(this.db),
  );
  readonly #findHead: StatementSync;
  readonly #addStream: StatementSync;
  readonly #addEvent: StatementSync;
  readonly #max: StatementSync;
  #lastPlace: number;
  #lastStream: number;

  /** `kept`: streams whose heads are kept in memory, per generation (about 400 bytes each). */
  constructor(file: string, kept: number, maxPages?: number) {
    this.#heads = new RecentMap(kept);
    this.db = new DatabaseSync(file, { timeout: 5_000 });
    prepareLog(this.db, maxPages);
    this.#findHead = this.db.prepare(
      `SELECT s.no, e.revision, e.hash FROM streams s JOIN events e ON e.stream_no = s.no
       WHERE s.name = ? ORDER BY e.revision DESC LIMIT 1`,
    );
    this.#addStream = this.db.prepare('INSERT INTO streams (no, name, category) VALUES (?, ?, ?)');
    this.#addEvent = this.db.prepare(
      'INSERT INTO events (position, stream_no, revision, category, hash, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    // Whatever somebody wrote there: a place is a whole number that counts exactly.
    this.#max = this.db.prepare(
      `SELECT max(0, min(coalesce(max(position), 0), ${Number.MAX_SAFE_INTEGER})) AS n FROM events`,
    );
    this.#lastPlace = this.lastPlaceInFile();
    this.#lastStream = Number(this.db.prepare('SELECT max(no) AS n FROM streams').get()?.n ?? 0);
  }

  /** Place after which the next event goes. */
  get lastPlace(): number {
    return this.#lastPlace;
  }

  /** Place of the last event, 0 of an empty log. */
  lastPlaceInFile(): number {
    return Number(this.#max.get()?.n);
  }

  /** Leaves the places up to this one unused. */
  skipTo(place: number): void {
    this.#lastPlace = Math.max(this.#lastPlace, place);
  }

  /** Writes a group; the calls in conflict are left out. Throws, with nothing written, when SQLite cannot write. */
  commit(group: Group): Commit {
    const before = { place: this.#lastPlace, stream: this.#lastStream };
    try {
      return inTransaction(this.db, () => this.#writeCalls(group));
    } catch (error) {
      this.#lastPlace = before.place;
      this.#lastStream = before.stream;
      this.#heads.clear();
      throw error;
    }
  }

  #writeCalls({ streams, numbers, bytes }: Group): Commit {
    const results: CallResult[] = [];
    const mirrored: MirroredEvent[] = [];
    const first = this.#lastPlace + 1;
    let s = 0;
    let n = 0;
    let at = 0;
    while (n < numbers.length) {
      const appends = numbers[n++] ?? 0;
      const writes: Write[] = [];
      const staged = new Map<string, WriterHead>();
      let conflict = -1;
      for (let index = 0; index < appends; index += 1) {
        const stream = streams[s++] ?? '';
        const revision = numbers[n++] ?? 0;
        const count = numbers[n++] ?? 0;
        const head = staged.get(stream) ?? this.#headOf(stream);
        const expected = bytes.subarray(at, at + HASH_BYTES);
        at += HASH_BYTES;
        if (conflict < 0 && (head.revision !== revision || Buffer.compare(head.hash, expected) !== 0))
          conflict = index;
        const events = [];
        for (let e = 0; e < count; e += 1) {
          const length = numbers[n++] ?? 0;
          const body = at + HASH_BYTES;
          events.push({ hash: bytes.subarray(at, body), body: bytes.subarray(body, body + length) });
          at = body + length;
        }
        writes.push({ stream, head, events });
        const last = events.at(-1);
        if (appends > 1 && last) staged.set(stream, { ...head, revision: revision + count, hash: last.hash });
      }
      results.push(conflict < 0 ? { first: this.#writeCall(writes, mirrored) } : { conflict });
    }
    return { results, first, mirrored };
  }

  #headOf(stream: string): WriterHead {
    const cached = this.#heads.get(stream);
    if (cached) return cached;
    const row = this.#streams.look(stream, (name) => this.#findHead.get(name));
    const category = categoryOf(stream);
    const head = row
      ? {
          no: Number(row.no),
          category,
          revision: Number(row.revision),
          hash: row.hash as Uint8Array,
        }
      : { no: 0, category, revision: -1, hash: NOTHING };
    this.#heads.set(stream, head);
    return head;
  }

  #writeCall(writes: readonly Write[], mirrored: MirroredEvent[]): number {
    let first = 0;
    for (const { stream, head, events } of writes) {
      if (events.length === 0) continue;
      const { category } = head;
      // An earlier append of the same call may have made the stream.
      let no = head.no || (this.#heads.get(stream)?.no ?? 0);
      if (no === 0) {
        no = ++this.#lastStream;
        this.#addStream.run(no, stream, category);
        this.#streams.add(stream);
      }
      let { revision } = head;
      for (const { hash, body } of events) {
        this.#addEvent.run(++this.#lastPlace, no, ++revision, category, hash, body);
        first ||= this.#lastPlace;
        const text = Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('base64url');
        mirrored.push(revision === 0 ? [no, revision, text, stream] : [no, revision, text]);
      }
      // A copy: the cache must not keep the whole group alive.
      this.#heads.set(stream, {
        no,
        category,
        revision,
        hash: Uint8Array.from(events.at(-1)?.hash ?? NOTHING),
      });
    }
    return first;
  }

  close(): void {
    this.db.close();
  }
}
