import type { DatabaseSync } from 'node:sqlite';
import { categoryOf, NO_HASH } from '@cauce/contracts';
import { RecentMap, sha256 } from '@cauce/kernel';
import { type FirstBad, LogHead, type VerifyReport } from '@cauce/ports';
import { nextTurn } from '../shared/next-turn.ts';
import { type MirroredPlace, mirroredPlaces } from './ledger-reader.ts';
import type { LogMark } from './log-writer-protocol.ts';
import { FaultFinder } from './verify-fault.ts';
import { type StoredRow, storedRows } from './verify-rows.ts';

/** Events between two reports of progress, after which other work gets its turn. */
const EVENTS_PER_TURN = 512;
/** Streams whose last hash is kept at hand, per generation; that of another is read. */
const KNOWN_HEADS = 100_000;

/** What verifying reads of an event's bytes. */
interface Said {
  readonly stream?: unknown;
  readonly revision?: unknown;
  readonly prev?: unknown;
}

/** What an event says, undefined where its row says other things. */
const saidBy = ({ body, hash, stream, streamCategory, revision, category }: StoredRow): Said | undefined => {
  if (sha256(body) !== hash || stream === null) return undefined;
  const said: Said = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  const own = categoryOf(stream);
  const agrees =
    said.stream === stream && said.revision === revision && category === own && streamCategory === own;
  return agrees ? said : undefined;
};

/** Follows each stream's chain of hashes. */
class Chains {
  readonly #heads = new RecentMap<{ readonly revision: number; readonly hash: string }>(KNOWN_HEADS);
  readonly #before: ReturnType<DatabaseSync['prepare']>;

  constructor(db: DatabaseSync) {
    this.#before = db.prepare(
      'SELECT revision, hash FROM events WHERE stream_no = ? AND revision < ? ORDER BY revision DESC LIMIT 1',
    );
  }

  /** What is wrong before an event that is itself sound. */
  fault({ no, revision, hash, stream }: StoredRow, prev: unknown): FirstBad | undefined {
    const key = String(no);
    const before = this.#heads.get(key) ?? this.#read(no, revision);
    this.#heads.set(key, { revision, hash });
    if (before.revision !== revision - 1)
      return { stream: stream ?? '', revision: before.revision + 1, kind: 'missing' };
    return prev === before.hash
      ? undefined
      : { stream: stream ?? '', revision: before.revision, kind: 'altered' };
  }

  #read(no: number, revision: number): { readonly revision: number; readonly hash: string } {
    const row = this.#before.get(no, revision);
    if (!row) return { revision: -1, hash: NO_HASH };
    return { revision: Number(row.revision), hash: Buffer.from(row.hash as Uint8Array).toString('hex') };
  }
}

const compare = (
  row: StoredRow,
  entry: MirroredPlace | undefined,
  finder: FaultFinder,
  chains: Chains,
): FirstBad | undefined => {
  if (!entry || row.place < entry.place) return finder.extra(row);
  if (row.place > entry.place) return finder.lost(entry);
  if (row.hash !== entry.hash) return finder.replaced(row, entry);
  const said = saidBy(row);
  if (row.no !== entry.no || row.revision !== entry.revision || !said) return finder.altered(row, entry);
  return chains.fault(row, said.prev);
};

/** Compares a log with its ledger, and with itself, in one pass over both and in bounded memory. */
export const verifyLog = async (
  db: DatabaseSync,
  ledger: string,
  mark: LogMark,
  progress: (events: number) => void = () => {},
  kept?: string,
): Promise<VerifyReport> => {
  const head = new LogHead(kept);
  const finder = new FaultFinder(db, ledger, mark.bytes);
  const chains = new Chains(db);
  const entries = mirroredPlaces(ledger, mark.bytes);
  let entry = entries.next();
  let events = 0;
  let firstBad: FirstBad | undefined;
  for (const row of storedRows(db, mark.place)) {
    firstBad = compare(row, entry.done ? undefined : entry.value, finder, chains);
    if (firstBad) break;
    entry = entries.next();
    head.take(row.hash);
    events += 1;
    if (events % EVENTS_PER_TURN === 0) {
      progress(events);
      await nextTurn();
    }
  }
  if (!firstBad && !entry.done) firstBad = finder.lost(entry.value);
  firstBad ??= emptyStream(db);
  progress(events);
  const streams = Number(db.prepare('SELECT count(*) AS n FROM streams').get()?.n);
  return firstBad ? { streams, events, ok: false, firstBad } : head.report(streams);
};

/** A stream is made with its first event: one without any was put there by somebody else. */
const emptyStream = (db: DatabaseSync): FirstBad | undefined => {
  const row = db
    .prepare(
      'SELECT name FROM streams s WHERE NOT EXISTS (SELECT 1 FROM events WHERE stream_no = s.no) LIMIT 1',
    )
    .get();
  return row && { stream: String(row.name), revision: 0, kind: 'inserted' };
};
