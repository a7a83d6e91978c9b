import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { FirstBad } from '@cauce/ports';
import { ledgerLines, type MirroredPlace, mirroredPlaces } from './ledger-reader.ts';
import type { StoredRow } from './verify-rows.ts';

/**
 * Finds out what became of an event where log and ledger part. An event is known by its hash. Only for the first
 * fault: each question may read all of the log or of the ledger.
 */
export class FaultFinder {
  readonly #db: DatabaseSync;
  readonly #ledger: string;
  readonly #bytes: number;

  constructor(db: DatabaseSync, ledger: string, bytes: number) {
    this.#db = db;
    this.#ledger = ledger;
    this.#bytes = bytes;
  }

  /** The ledger has an event of which the log has nothing at its place. */
  lost(entry: MirroredPlace): FirstBad {
    if (this.#inLog(entry)) return this.#named(entry, 'reordered');
    const laterLeft = this.#exists('stream_no = ? AND revision > ?', entry.no, entry.revision);
    return this.#named(entry, laterLeft && !this.#rolledBack(entry.place) ? 'missing' : 'truncated');
  }

  /** The log has an event at a place of which the ledger has nothing. */
  extra(row: StoredRow): FirstBad {
    return {
      stream: nameOf(row),
      revision: row.revision,
      kind: this.#inLedger(row) ? 'reordered' : 'inserted',
    };
  }

  /** Log and ledger have different events at one place. */
  replaced(row: StoredRow, entry: MirroredPlace): FirstBad {
    const moved = this.#inLog(entry);
    const known = this.#inLedger(row);
    if (moved) return known ? this.#named(entry, 'reordered') : this.extra(row);
    return known ? this.lost(entry) : this.#named(entry, 'altered');
  }

  /** The event is at its place, but its row says other things about it. */
  altered(row: StoredRow, entry: MirroredPlace): FirstBad {
    const elsewhere = row.no !== entry.no || row.revision !== entry.revision;
    const exchanged = elsewhere && this.#exists('stream_no = ? AND revision = ?', entry.no, entry.revision);
    return this.#named(entry, exchanged ? 'reordered' : 'altered');
  }

  #named({ no, place, revision }: MirroredPlace, kind: FirstBad['kind']): FirstBad {
    let stream = `#${no}`;
    for (const entry of mirroredPlaces(this.#ledger, this.#bytes)) {
      if (entry.place > place) break;
      if (entry.no === no && entry.name !== undefined) stream = entry.name;
    }
    return { stream, revision, kind };
  }

  #inLog({ hash }: MirroredPlace): boolean {
    return this.#exists('hash = ?', Buffer.from(hash, 'hex'));
  }

  #inLedger({ hash }: StoredRow): boolean {
    return mirroredPlaces(this.#ledger, this.#bytes).some((entry) => entry.hash === hash);
  }

  #rolledBack(place: number): boolean {
    return ledgerLines(this.#ledger, this.#bytes).some(
      (line) => line.kind === 'rollback' && place > line.head && place <= line.last,
    );
  }

  #exists(condition: string, ...values: SQLInputValue[]): boolean {
    return this.#db.prepare(`SELECT 1 FROM events WHERE ${condition} LIMIT 1`).get(...values) !== undefined;
  }
}

const nameOf = ({ stream, no, body }: StoredRow): string => {
  if (stream !== null) return stream;
  try {
    return String(JSON.parse(Buffer.from(body).toString()).stream);
  } catch {
    return `#${no}`;
  }
};
