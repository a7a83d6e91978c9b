import { toGsm7 } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { TAG } from './bodies.ts';
import { readReceipt, receiptCode, receiptKind } from './receipt.ts';
import { decodeSmsText, encodeSmsText, phoneAddress, senderAddress } from './text.ts';

const decoded = (text: string): string => {
  const { optional, ...coded } = encodeSmsText(text);
  return decodeSmsText({ ...coded, optional: new Map(optional) });
};

describe('the text of a message', () => {
  it.each([
    ['in the GSM alphabet, an octet to a code', '@ñé€', 0, '007d051b65'],
    ['in UCS-2 by the higher octet first', 'áЖ', 8, '00e10416'],
    ['in UCS-2 with its pairs', '😀', 8, 'd83dde00'],
  ])('goes %s', (_how, text, coding, octets) => {
    const { dataCoding, shortMessage, optional } = encodeSmsText(text);
    expect([dataCoding, shortMessage.toString('hex'), optional]).toEqual([coding, octets, []]);
    expect(decoded(text)).toBe(text);
  });

  it.each([
    ['a'.repeat(160), 160, null],
    ['a'.repeat(161), 0, 161],
    ['á'.repeat(70), 140, null],
    ['á'.repeat(71), 0, 142],
  ])('goes whole as payload where it is longer than one: %s', (text, short, payload) => {
    const { shortMessage, optional } = encodeSmsText(text);
    expect(shortMessage).toHaveLength(short);
    expect(optional[0]?.[1].length ?? null).toBe(payload);
    expect(decoded(text)).toBe(text);
  });

  it('is understood by whoever reads it, transliterated or not', () => {
    const text = 'Información: venció el 3 de marzo — llámenos, señora Muñoz';
    expect(decoded(text)).toBe(text);
    expect(decoded(toGsm7(text))).toBe('Informacion: vencio el 3 de marzo - llamenos, señora Muñoz');
  });
});

describe('an address', () => {
  it.each([
    ['+573001234567', { ton: 1, npi: 1, address: '573001234567' }],
    ['85432', { ton: 3, npi: 0, address: '85432' }],
    ['Banco Andes', { ton: 5, npi: 0, address: 'Banco Andes' }],
    ['Banco Andino', null],
    ['123456789', null],
    ['Ñandú', null],
    ['', null],
  ])('of a sender %j', (sender, address) => expect(senderAddress(sender)).toEqual(address));

  it.each(['573001234567', '+57', '+57 300 1234567', '+0573001234567', 'ana@example.invalid'])(
    'of a recipient is E.164, so %j is none',
    (phone) => expect(phoneAddress(phone)).toBeNull(),
  );
});

describe('a receipt', () => {
  const message = (text: string, own?: string) => ({
    source: { ton: 0, npi: 0, address: '' },
    destination: { ton: 0, npi: 0, address: '' },
    esmClass: 4,
    registeredDelivery: 0,
    dataCoding: 0,
    shortMessage: Buffer.from(text),
    optional: new Map(own ? [[TAG.receiptedMessageId, Buffer.from(`${own}\0`)]] : []),
  });
  /** The format of appendix B of the specification. */
  const text = (stat: string, err = '000') =>
    `id:0123456789 sub:001 dlvrd:001 submit date:2603051430 done date:2603051431 stat:${stat} err:${err} Text:Banco Andino id:no`;

  it.each([
    ['DELIVRD', '000', 'delivered', 'DELIVRD'],
    ['UNDELIV', '001', 'bounced-hard', 'UNDELIV.001'],
    ['UNDELIV', '027', 'bounced-soft', 'UNDELIV.027'],
    ['EXPIRED', '000', 'bounced-soft', 'EXPIRED'],
    ['REJECTD', '', 'bounced-soft', 'REJECTD'],
    ['DELETED', '000', 'bounced-soft', 'DELETED'],
    ['ACCEPTD', '000', null, 'ACCEPTD'],
    ['ENROUTE', '000', null, 'ENROUTE'],
  ])('of state %s with error %j means %s', (stat, error, kind, code) => {
    const receipt = readReceipt(message(text(stat, error)));
    expect(receipt.providerId).toBe('0123456789');
    expect([receiptKind(receipt), receiptCode(receipt)]).toEqual([kind, code]);
  });

  it('names its message in a parameter where the SMSC gives one', () => {
    expect(readReceipt(message(text('DELIVRD'), '4F1C2')).providerId).toBe('4F1C2');
  });
});
