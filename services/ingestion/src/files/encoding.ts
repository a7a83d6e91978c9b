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

export interface FoundEncoding {
  readonly encoding: Exclude<Encoding, 'auto'>;
  readonly byteOrderMark: boolean;
}

/**
 * The encoding of a text file: its byte order mark, else what is declared; "auto" is UTF-8 where every byte of the
 * file is, else Windows-1252. A mark that contradicts the declaration wins: it is in the file.
 */
export const encodingOf = async (
  path: string,
  head: Uint8Array,
  declared: Encoding,
): Promise<FoundEncoding> => {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', byteOrderMark: true };
  if (startsWith(head, 0xff, 0xfe)) return { encoding: 'utf-16le', byteOrderMark: true };
  if (startsWith(head, 0xfe, 0xff)) return { encoding: 'utf-16be', byteOrderMark: true };
  if (declared !== 'auto') return { encoding: declared, byteOrderMark: false };
  if (head.length >= 4 && (head[0] === 0) !== (head[1] === 0) && (head[2] === 0) !== (head[3] === 0)) {
    throw new FileError(
      'UNKNOWN_ENCODING',
      'the file looks like UTF-16 without a byte order mark; declare file.encoding in the mapping',
    );
  }
  return { encoding: (await isWholeUtf8(path)) ? 'utf-8' : 'windows-1252', byteOrderMark: false };
};
