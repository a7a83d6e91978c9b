import { closeSync, openSync, readSync } from 'node:fs';
import type { JournalEntry } from '@cauce/ports';
import { FIRST_DIGEST, LedgerDamagedError, type LedgerLine, readLine } from './ledger-line.ts';

const CHUNK = 1 << 20;

/** Texts of the lines in a part of a file, without line feeds. */
function* textLines(path: string, from: number, to: number): Generator<string> {
  const handle = openSync(path, 'r');
  try {
    let pieces: Buffer[] = [];
    for (let at = from; at < to; ) {
      const chunk = Buffer.alloc(Math.min(CHUNK, to - at));
      const read = readSync(handle, chunk, 0, chunk.length, at);
      if (read === 0) return;
      at += read;
      let start = 0;
      for (let end = chunk.indexOf('\n'); end >= 0 && end < read; end = chunk.indexOf('\n', start)) {
        yield Buffer.concat([...pieces, chunk.subarray(start, end)]).toString('utf8');
        pieces = [];
        start = end + 1;
      }
      pieces.push(chunk.subarray(start, read));
    }
  } finally {
    closeSync(handle);
  }
}

/** The lines of a ledger up to an offset. Throws where one does not follow the one before it. */
export function* ledgerLines(path: string, bytes: number): Generator<LedgerLine> {
  let digest = FIRST_DIGEST;
  let count = 0;
  for (const text of textLines(path, 0, bytes)) {
    count += 1;
    const read = readLine(text, digest);
    if (!read) throw new LedgerDamagedError(`line ${count} of the ledger ${path} was altered`);
    digest = read.digest;
    yield read.line;
  }
}

/** The notes of a ledger, the oldest first: each one leads to the one before it. */
export const ledgerNotes = (path: string, last: number, bytes: number): JournalEntry[] => {
  const notes: JournalEntry[] = [];
  for (let at = last; at >= 0; ) {
    const [text = ''] = textLines(path, at, bytes);
    const line: LedgerLine = JSON.parse(text);
    if (line.kind !== 'note') throw new LedgerDamagedError(`the ledger ${path} holds no note at byte ${at}`);
    notes.push(line.entry);
    at = line.before;
  }
  return notes.reverse();
};

/** An event as the ledger knows it. */
export interface MirroredPlace {
  readonly place: number;
  readonly no: number;
  readonly revision: number;
  /** Hexadecimal. */
  readonly hash: string;
  /** Name of the stream, with its first event only. */
  readonly name: string | undefined;
}

/** The mirrored events up to an offset, in the log's order. */
export function* mirroredPlaces(path: string, bytes: number): Generator<MirroredPlace> {
  for (const line of ledgerLines(path, bytes)) {
    if (line.kind !== 'group') continue;
    let place = line.first;
    for (const [no, revision, hash, name] of line.events) {
      yield { place, no, revision, hash: Buffer.from(hash, 'base64url').toString('hex'), name };
      place += 1;
    }
  }
}
