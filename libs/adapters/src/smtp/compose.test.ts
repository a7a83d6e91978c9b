import type { OutboundMessage } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compiled, composed } from './compose.ts';
import { readMail } from './mime.ts';

const DATE = new Date('2026-03-05T14:30:00Z');

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.constantFrom('línea', '€ 1.234,50', '.', '=', ' ', '\t', '\n', '\r\n', '\r', 'a'.repeat(80)))
    .map((some) => some.join('')),
);

const messages: fc.Arbitrary<OutboundMessage> = fc.record({
  messageId: fc.uuid(),
  from: fc.record({ name: words, address: fc.constant('avisos@agencia.invalid') }),
  to: fc.constant('ana@example.invalid'),
  subject: words,
  text: words,
  html: words,
  headers: fc.constant({ 'List-Unsubscribe': '<mailto:baja@agencia.invalid>' }),
});

/** The longest line of quoted-printable (RFC 2045, 6.7). */
const LONGEST = 76;

const headOf = (mail: Buffer): string => mail.toString().split('\r\n\r\n', 1).join();

describe('a mail', () => {
  it('says what it says where the composer writes it out', async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const [ours, theirs] = [composed(message, DATE), await compiled(message, DATE).build()];
        expect(headOf(ours)).toBe(headOf(theirs));
        expect(readMail(ours)).toEqual(readMail(theirs));
        expect(ours.toString()).toMatch(/\n$/);
        const [, ...body] = ours.toString().split('\r\n\r\n');
        for (const line of body.join('\n').split(/\r?\n/)) expect(line.length).toBeLessThanOrEqual(LONGEST);
      }),
    );
  });
});
