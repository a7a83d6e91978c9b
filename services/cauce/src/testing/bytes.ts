import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesUnder(join(path, name))) : [path];

/** Every file of a data folder and beside it: the ledger, copies, what a crash left. */
const filesOf = (dir: string): string[] => [
  ...(existsSync(dir) ? filesUnder(dir) : []),
  ...readdirSync(dirname(dir))
    .filter((name) => name.startsWith(`${basename(dir)}.`))
    .flatMap((name) => filesUnder(join(dirname(dir), name))),
];

const lower = (bytes: Buffer): string => bytes.toString('latin1').toLowerCase();

/** The text as each encoding would write it, as the bytes of a string of one byte per character. */
const spellings = (value: string): string[] => {
  const encodings = [Buffer.from(value), Buffer.from(value, 'utf16le'), Buffer.from(value, 'latin1')];
  const escapes = [
    encodeURIComponent(value),
    JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    value.replace(/[^\0-\x7f]/g, (c) => `&#${c.charCodeAt(0)};`),
    Buffer.from(value).toString('hex'),
  ].map((text) => Buffer.from(text));
  return [...new Set([...encodings, ...escapes].map(lower))];
};

/** Base64 of a value wherever it stands among other bytes: at each of three offsets, without the edges. */
const base64Of = (value: string): string[] =>
  [Buffer.from(value), Buffer.from(value, 'utf16le')].flatMap((bytes) =>
    [0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      return text.slice(shift === 0 ? 0 : shift + 1, -1);
    }),
  );

const unquoted = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString('latin1')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const attempt = (work: () => Buffer): Buffer[] => {
  try {
    return [work()];
  } catch {
    return [];
  }
};

/** What is packed inside: entries of zip files, gzip and zlib streams. */
const unpacked = (bytes: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  for (
    let at = bytes.indexOf('PK\x03\x04', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\x03\x04', at + 4, 'latin1')
  ) {
    const body = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    found.push(...attempt(() => inflateRawSync(bytes.subarray(body), { finishFlush: 2 })));
  }
  for (
    let at = bytes.indexOf('\x1f\x8b\x08', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('\x1f\x8b\x08', at + 3, 'latin1')
  )
    found.push(...attempt(() => gunzipSync(bytes.subarray(at), { finishFlush: 2 })));
  for (
    let at = bytes.indexOf('\x78\x9c', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('\x78\x9c', at + 2, 'latin1')
  )
    found.push(...attempt(() => inflateSync(bytes.subarray(at), { finishFlush: 2 })));
  return found;
};

/** Which values occur in some bytes, however written. */
export const valuesIn = (bytes: Buffer, values: readonly string[]): string[] => {
  const plain = [bytes, unquoted(bytes), ...unpacked(bytes)].map(lower);
  const joined = bytes.toString('latin1').replace(/[\r\n]/g, '');
  return values.filter(
    (value) =>
      spellings(value).some((spelling) => plain.some((text) => text.includes(spelling))) ||
      base64Of(value).some((text) => joined.includes(text)),
  );
};

/** `file: value` for every value that a data folder, or what lies beside it, holds. */
export const leaksIn = (dir: string, values: readonly string[]): string[] =>
  filesOf(dir).flatMap((file) =>
    valuesIn(readFileSync(file), values).map((value) => `${basename(file)}: ${value}`),
  );
