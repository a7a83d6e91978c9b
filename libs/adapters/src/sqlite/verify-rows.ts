import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

const ROWS_PER_PAGE = 512;

/** An event as the log's tables hold it. */
export interface StoredRow {
  readonly place: number;
  readonly no: number;
  readonly revision: number;
  readonly category: string;
  /** Hexadecimal. */
  readonly hash: string;
  readonly body: Uint8Array;
  /** Name and category of its stream, null where the stream is not there. */
  readonly stream: string | null;
  readonly streamCategory: string | null;
}

const bytesOf = (value: SQLOutputValue | undefined): Uint8Array =>
  ArrayBuffer.isView(value) ? value : new Uint8Array();
const textOf = (value: SQLOutputValue | undefined): string | null => (value == null ? null : String(value));

/** All rows up to a place in the order of places, whatever the places are. */
export function* storedRows(db: DatabaseSync, last: number): Generator<StoredRow> {
  const statement = db.prepare(
    `SELECT e.position, e.stream_no, e.revision, e.category, e.hash, e.body, s.name, s.category AS stream_category
     FROM events e LEFT JOIN streams s ON s.no = e.stream_no
     WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ${ROWS_PER_PAGE}`,
  );
  // What somebody wrote there may be beyond exact numbers.
  statement.setReadBigInts(true);
  for (let after = -(2n ** 63n); ; ) {
    const rows = statement.all(after, last);
    for (const row of rows) {
      yield {
        place: Number(row.position),
        no: Number(row.stream_no),
        revision: Number(row.revision),
        category: String(row.category),
        hash: Buffer.from(bytesOf(row.hash)).toString('hex'),
        body: bytesOf(row.body),
        stream: textOf(row.name),
        streamCategory: textOf(row.stream_category),
      };
    }
    const next = rows.at(-1)?.position;
    if (rows.length < ROWS_PER_PAGE || typeof next !== 'bigint') return;
    after = next;
  }
}
