import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileError } from './table.ts';

const MIB = 1024 * 1024;
const MAX_ENTRIES = 10_000;
/** A sheet of a million rows and thirty columns is about 1 GiB of XML. */
const MAX_ENTRY = 2_048 * MIB;
const MAX_TOTAL = 3_072 * MIB;
/** Sheets shrink 10 to 60 times; deflate can reach 1,032. */
const MAX_RATIO = 200;
const RATIO_FROM = 16 * MIB;

const damaged = (why: string) =>
  new FileError(
    'NOT_AN_XLSX',
    `the file cannot be read as .xlsx: ${why}; save it again from the spreadsheet, or as .csv`,
  );

const refuseBomb = (entry: Entry, total: number): void => {
  const size = entry.uncompressedSize;
  const ratio = size / Math.max(1, entry.compressedSize);
  if (size > MAX_ENTRY || total > MAX_TOTAL || (size > RATIO_FROM && ratio > MAX_RATIO)) {
    throw new FileError(
      'ZIP_BOMB',
      `${entry.fileName} would unpack to ${Math.round(size / MIB)} MiB (${Math.round(ratio)} times its size); it was not unpacked`,
    );
  }
};

/** The parts of an .xlsx, none larger than is safe to unpack. Errors: FileError NOT_AN_XLSX, ZIP_BOMB. */
export class Package {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  static async open(path: string): Promise<Package> {
    let zip: ZipFile;
    try {
      zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
    } catch (error) {
      throw damaged(error instanceof Error ? error.message : String(error));
    }
    try {
      return new Package(zip, await entriesOf(zip));
    } catch (error) {
      zip.close();
      throw error instanceof FileError
        ? error
        : damaged(error instanceof Error ? error.message : String(error));
    }
  }

  sizeOf(part: string): number | undefined {
    return this.#entries.get(part)?.uncompressedSize;
  }

  /** The bytes of a part; undefined where the file has none of that name. Never more than its directory says. */
  async read(part: string): Promise<Readable | undefined> {
    const entry = this.#entries.get(part);
    return entry && (await this.#zip.openReadStreamPromise(entry));
  }

  close(): void {
    this.#zip.close();
  }
}

const entriesOf = async (zip: ZipFile): Promise<Map<string, Entry>> => {
  if (zip.entryCount > MAX_ENTRIES)
    throw new FileError(
      'ZIP_BOMB',
      `the file holds ${zip.entryCount} parts; at most ${MAX_ENTRIES} are read`,
    );
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    refuseBomb(entry, total);
    entries.set(entry.fileName.replace(/^\//, ''), entry);
  }
  return entries;
};
