import type { StreamAppend } from '@cauce/ports';
import { type Group, HASH_BYTES } from './log-writer-protocol.ts';

/** Packs calls of `append` into one group. */
export const packGroup = (calls: readonly (readonly StreamAppend[])[]): Group => {
  let byteCount = 0;
  let numberCount = calls.length;
  const streams: string[] = [];
  for (const appends of calls) {
    for (const { stream, events } of appends) {
      streams.push(stream);
      numberCount += 2 + events.length;
      byteCount += HASH_BYTES * (1 + events.length);
      for (const { bytes } of events) byteCount += bytes.length;
    }
  }
  const numbers = new Int32Array(numberCount);
  // Not from the pool of small buffers: a pooled one cannot be handed over.
  const bytes = Buffer.from(new ArrayBuffer(byteCount));
  let n = 0;
  let at = 0;
  for (const appends of calls) {
    numbers[n++] = appends.length;
    for (const { expected, events } of appends) {
      numbers[n++] = expected.revision;
      numbers[n++] = events.length;
      at += bytes.write(expected.hash, at, HASH_BYTES, 'hex');
      for (const event of events) {
        numbers[n++] = event.bytes.length;
        at += bytes.write(event.hash, at, HASH_BYTES, 'hex');
        at += event.bytes.copy(bytes, at);
      }
    }
  }
  return {
    streams,
    numbers,
    bytes: new Uint8Array(bytes.buffer, 0, byteCount) as Uint8Array<ArrayBuffer>,
  };
};
