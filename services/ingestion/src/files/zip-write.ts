import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980: equal content gives equal bytes. */
const DOS_DATE = 0x0021;
const LIMIT = 0xffff_ffff;

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Signature, then the fields that a local header and a directory entry share (APPNOTE 4.3.7, 4.3.12). */
const header = (
  signature: number,
  made: readonly number[],
  { name, crc, packed, size }: Omit<Written, 'offset'>,
): Buffer => {
  const head = Buffer.alloc(4 + made.length * 2 + 26);
  head.writeUInt32LE(signature);
  let at = 4;
  for (const word of [...made, 20, FLAGS, DEFLATE, 0, DOS_DATE]) at = head.writeUInt16LE(word, at);
  for (const long of [crc, packed, size]) at = head.writeUInt32LE(long, at);
  head.writeUInt16LE(name.length, at);
  return head;
};

const PIECE = 64 * 1_024;

/** Small texts put together: each write to the compressor has its price. */
async function* larger(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length >= PIECE) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

/** Writes a zip file part by part, each as a stream of text. A part and the file may have 4 GiB each. */
export class ZipWriter {
  readonly #out: WriteStream;
  readonly #written: Written[] = [];
  #offset = 0;

  constructor(path: string) {
    this.#out = createWriteStream(path);
  }

  async add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const offset = this.#offset;
    const nameBytes = Buffer.from(name);
    await this.#put(header(0x04034b50, [], { name: nameBytes, crc: 0, packed: 0, size: 0 }), nameBytes);
    const start = this.#offset;
    let crc = 0;
    let size = 0;
    const deflate = createDeflateRaw();
    const packing = (async () => {
      for await (const chunk of deflate) await this.#put(chunk);
    })();
    for await (const bytes of larger(pieces)) {
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), packing]);
    }
    deflate.end();
    await packing;
    const entry: Written = { name: nameBytes, crc, packed: this.#offset - start, size, offset };
    if (Math.max(entry.size, this.#offset) > LIMIT)
      throw new Error(`${name} is more than a zip file can hold (4 GiB)`);
    const descriptor = Buffer.alloc(16);
    for (const [index, long] of [0x08074b50, crc, entry.packed, size].entries())
      descriptor.writeUInt32LE(long, index * 4);
    await this.#put(descriptor);
    this.#written.push(entry);
  }

  async close(): Promise<void> {
    const start = this.#offset;
    for (const entry of this.#written) {
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(entry.offset, 10);
      await this.#put(header(0x02014b50, [20], entry).subarray(0, 32), tail, entry.name);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50);
    end.writeUInt16LE(this.#written.length, 8);
    end.writeUInt16LE(this.#written.length, 10);
    end.writeUInt32LE(this.#offset - start, 12);
    end.writeUInt32LE(start, 16);
    await this.#put(end);
    this.#out.end();
    await finished(this.#out);
  }

  async #put(...pieces: Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#offset += piece.length;
      if (!this.#out.write(piece)) await once(this.#out, 'drain');
    }
  }
}
