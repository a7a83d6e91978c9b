import { describe, expect, it } from '@jest/globals';
import { murmur2, partitionOf } from './partitioner.ts';

/** Computed with kafka-clients 4.1.0; those from "21" on are also the vectors of Kafka's own UtilsTest. */
const known: readonly (readonly [string, number, number])[] = [
  ['', 275646681, 9],
  ['a', -1563381124, 4],
  ['ab', 316155434, 2],
  ['abc', 479470107, 3],
  ['abcd', -1323649548, 8],
  ['0f0c6a3f-6d0b-5c0e-9d5b-7d1f3a2e8c41', 250572161, 5],
  ['portfolio-ñandú', -198696347, 9],
  ['debt-€', -1259586623, 9],
  ['21', -973932308, 0],
  ['foobar', -790332482, 6],
  ['a-little-bit-long-string', -985981536, 8],
  ['a-little-bit-longer-string', -1486304829, 11],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971, 5],
];

describe('the partition of a key is that of the Java client', () => {
  it.each(known)('"%s" has hash %i and partition %i of 12', (key, hash, partition) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
    expect(partitionOf(key, 12)).toBe(partition);
  });
});
