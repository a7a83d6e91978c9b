import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalEntry } from '@cauce/ports';
import {
  claimedDigest,
  FIRST_DIGEST,
  LedgerDamagedError,
  type LedgerLine,
  type LedgerState,
  readLine,
  writeLine,
} from './ledger-line.ts';

const FIRST_WINDOW = 1 << 16;

/** What a line adds to the state that it leads to. */
type LineBody = Partial<LedgerState> &
  (
    | { readonly kind: 'open' | 'closed' | 'rollback' }
    | Pick<Extract<LedgerLine, { kind: 'group' }>, 'kind' | 'first' | 'events'>
  );

interface End {
  readonly size: number;
  readonly digest: string;
  readonly state: LedgerState;
}

const EMPTY: End = { size: 0, digest: FIRST_DIGEST, state: { open: false, head: 0, last: 0, note: -1 } };

/** The ledger as its writer sees it: a file that only grows. */
export class LedgerFile {
  readonly #handle: number;
  #end: End;
  #torn: boolean;

  /** Opens the file, making it where there is none; what a crash left of an unfinished line is dropped. */
  constructor(path: string) {
    // Made by appending, which a rewrite at an offset would not allow.
    closeSync(openSync(path, 'a', 0o600));
    this.#handle = openSync(path, 'r+');
    const bytes = fstatSync(this.#handle).size;
    this.#end = this.#findEnd(path, bytes);
    this.#torn = this.#end.size < bytes;
    if (bytes === 0) {
      const folder = openSync(dirname(path), 'r');
      fsyncSync(folder);
      closeSync(folder);
    }
  }

  get state(): LedgerState {
    return this.#end.state;
  }

  /** Bytes of whole lines. */
  get size(): number {
    return this.#end.size;
  }

  /** Looks back from the end of the file for the last line that follows the one before it. */
  #findEnd(path: string, bytes: number): End {
    for (let window = FIRST_WINDOW; ; window *= 4) {
      const start = Math.max(0, bytes - window);
      const buffer = Buffer.alloc(bytes - start);
      readSync(this.#handle, buffer, 0, buffer.length, start);
      const end = lastLine(buffer, start);
      if (end) {
        if (buffer.includes('"kind":"note"', end.size - start)) throw damaged(path, end.size);
        return end;
      }
      if (start > 0) continue;
      if (buffer.includes('\n') && buffer.indexOf('\n') < buffer.length - 1) throw damaged(path, 0);
      return EMPTY;
    }
  }

  append(body: LineBody): void {
    this.#write({ ...this.#end.state, ...body });
  }

  /** Writes a note and waits until it is on the disk. */
  note(entry: JournalEntry): void {
    const { state, size } = this.#end;
    this.#write({ ...state, kind: 'note', entry, before: state.note, note: size });
    this.sync();
  }

  #write(line: LedgerLine): void {
    if (this.#torn) ftruncateSync(this.#handle, this.#end.size);
    const { text, digest } = writeLine(line, this.#end.digest);
    const bytes = Buffer.from(text);
    this.#torn = true;
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#handle, bytes, done, bytes.length - done, this.#end.size + done);
    }
    this.#torn = false;
    const { open, head, last, note } = line;
    this.#end = { size: this.#end.size + bytes.length, digest, state: { open, head, last, note } };
  }

  sync(): void {
    fsyncSync(this.#handle);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

const damaged = (path: string, at: number): Error =>
  new LedgerDamagedError(`the ledger ${path} is damaged after byte ${at}`);

/** The last sound line in the bytes from an offset of the file on; the first of them may be cut off. */
const lastLine = (buffer: Buffer, start: number): End | undefined => {
  let lineEnd = buffer.lastIndexOf('\n');
  while (lineEnd >= 0) {
    const before = lineEnd === 0 ? -1 : buffer.lastIndexOf('\n', lineEnd - 1);
    if (before < 0 && start > 0) return undefined;
    const text = buffer.toString('utf8', before + 1, lineEnd);
    const earlier = before <= 0 ? -1 : buffer.lastIndexOf('\n', before - 1);
    if (before >= 0 && earlier < 0 && start > 0) return undefined;
    const digest = before < 0 ? FIRST_DIGEST : claimedDigest(buffer.toString('utf8', earlier + 1, before));
    const sound = readLine(text, digest);
    if (sound) {
      const { open, head, last, note } = sound.line;
      return { size: start + lineEnd + 1, digest: sound.digest, state: { open, head, last, note } };
    }
    lineEnd = before;
  }
  return undefined;
};
