import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Encoding, FileError } from './table.ts';

const HEAD_BYTES = 4_096;
export const CHUNK_BYTES = 256 * 1_024;

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** The first bytes of a file, at most 4 KiB. */
export const headOf = async (path: string): Promise<Uint8Array> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const FOREIGN: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip or an .xlsx; unpack it, or give it the ending .xlsx' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel file (.xls); save it as .xlsx or .csv' },
  { bytes: [0x1f, 0x8b], what: 'compressed with gzip; unpack it' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF; export the table as .csv or .xlsx' },
];

/** Refuses what only has the name of a text file. */
export const refuseForeign = (head: Uint8Array): void => {
  const foreign = FOREIGN.find(({ bytes }) => startsWith(head, ...bytes));
  if (foreign) throw new FileError('NOT_A_CSV', `the file is ${foreign.what}`);
};

const isWholeUtf8 = async (path: string): Promise<boolean> => {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let cut = bytes.length;
    // A character may go on in the next chunk: keep back from its first byte.
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back];
      if (byte >= 0xc0) {
        cut = bytes.length - back;
        break;
      }
      if (byte < 0x80) break;
    }
    if (!isUtf8(bytes.subarray(0, cut))) return false;
    rest = bytes.subarray(cut);
  }
  return isUtf8(rest);
};

/** Characters of more than one byte for each fault, from which a file counts as damaged UTF-8. */
const CLEARLY = 2;
const NO_CHARACTER = 0xfffd;

/**
 * Whether a file is UTF-8 with some wrong bytes: text of another encoding hardly ever holds a sequence of bytes that
 * UTF-8 allows.
 */
const isMostlyUtf8 = async (path: string): Promise<boolean> => {
  const decoder = new TextDecoder();
  let characters = 0;
  let faults = 0;
  const count = (text: string): void => {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NO_CHARACTER) faults++;
      else if (code >= 0x80) characters++;
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
    count(decoder.decode(chunk, { stream: true }));
  count(decoder.decode());
  return characters > CLEARLY * faults;
};

export interface FoundEncoding {
  readonly encoding: Exclude<Encoding, 'auto'>;
  readonly byteOrderMark: boolean;
  /** What a person should know where it is a guess. */
  readonly notes: readonly string[];
}

const DAMAGED =
  'ENCODING: read as UTF-8, though some bytes are none; rows that hold them are rejected as INVALID_ENCODING';
const OTHER =
  'ENCODING: read as Windows-1252, for it is not UTF-8; if that is wrong, declare file.encoding in the mapping';

const certain = (encoding: FoundEncoding['encoding'], byteOrderMark: boolean): FoundEncoding => ({
  encoding,
  byteOrderMark,
  notes: [],
});

const guessed = async (path: string): Promise<FoundEncoding> => {
  if (await isWholeUtf8(path)) return certain('utf-8', false);
  return (await isMostlyUtf8(path))
    ? { ...certain('utf-8', false), notes: [DAMAGED] }
    : { ...certain('windows-1252', false), notes: [OTHER] };
};

/**
 * The encoding of a text file: its byte order mark, else what is declared; "auto" is UTF-8 where the bytes of the
 * file are, or nearly all, else Windows-1252. A mark that contradicts the declaration wins: it is in the file.
 */
export const encodingOf = async (
  path: string,
  head: Uint8Array,
  declared: Encoding,
): Promise<FoundEncoding> => {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return certain('utf-8', true);
  if (startsWith(head, 0xff, 0xfe)) return certain('utf-16le', true);
  if (startsWith(head, 0xfe, 0xff)) return certain('utf-16be', true);
  if (declared !== 'auto') return certain(declared, false);
  if (head.length >= 4 && (head[0] === 0) !== (head[1] === 0) && (head[2] === 0) !== (head[3] === 0)) {
    throw new FileError(
      'UNKNOWN_ENCODING',
      'the file looks like UTF-16 without a byte order mark; declare file.encoding in the mapping',
    );
  }
  return guessed(path);
};
