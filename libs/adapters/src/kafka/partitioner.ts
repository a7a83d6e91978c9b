const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

/** Murmur2 as Kafka's Java client computes it (org.apache.kafka.common.utils.Utils.murmur2): a signed 32-bit number. */
export const murmur2 = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length & ~3;
  let h = SEED ^ bytes.length;
  for (let at = 0; at < tail; at += 4) {
    let k = Math.imul(view.getInt32(at, true), M);
    k ^= k >>> R;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  if (tail < bytes.length) {
    for (let at = bytes.length - 1; at >= tail; at -= 1) h ^= view.getUint8(at) << (8 * (at - tail));
    h = Math.imul(h, M);
  }
  h ^= h >>> 13;
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
};

/** The partition that Kafka's default partitioners give a key, whatever language the client is written in. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
