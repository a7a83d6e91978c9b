import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareText } from '../shared/text-order.ts';
import { byteText, textOfBytes } from './byte-text.ts';

const text = fc.string({ unit: 'binary', maxLength: 4 });
const sign = (order: boolean, equal: boolean): number => (equal ? 0 : order ? -1 : 1);

it('texts as bytes are in code-point order by UTF-16 units and by UTF-8 bytes, and come back', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const order = Math.sign(compareText(a, b));
      const [x, y] = [byteText(a), byteText(b)];
      expect(sign(x < y, x === y)).toBe(order);
      expect(Math.sign(Buffer.compare(Buffer.from(x), Buffer.from(y)))).toBe(order);
      expect(textOfBytes(x)).toBe(a);
    }),
    { numRuns: 1_000 },
  );
});
