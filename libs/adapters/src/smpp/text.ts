import { gsm7Codes, gsm7Text, smsSegments } from '@cauce/kernel';
import { type SmppAddress, type SmppMessage, TAG } from './bodies.ts';

/** data_coding (SMPP 3.4, 5.2.19): the SMSC's default alphabet, which is taken to be GSM 7-bit, and UCS-2. */
const GSM7 = 0x00;
const UCS2 = 0x08;

/**
 * The text parameters of a message. GSM 7-bit codes go one to an octet, as SMPP has them: the SMSC packs them for the
 * air. What fits one short message goes as short_message; more goes whole as message_payload, which the SMSC cuts.
 */
export const encodeSmsText = (
  text: string,
): { dataCoding: number; shortMessage: Buffer; optional: [number, Buffer][] } => {
  const codes = gsm7Codes(text);
  const dataCoding = codes ? GSM7 : UCS2;
  const bytes = codes ? Buffer.from(codes) : Buffer.from(text, 'utf16le').swap16();
  return smsSegments(text) === 1
    ? { dataCoding, shortMessage: bytes, optional: [] }
    : { dataCoding, shortMessage: Buffer.alloc(0), optional: [[TAG.messagePayload, bytes]] };
};

/** The text of a message as its reader sees it. */
export const decodeSmsText = ({
  dataCoding,
  shortMessage,
  optional,
}: Pick<SmppMessage, 'dataCoding' | 'shortMessage' | 'optional'>): string => {
  const bytes = optional.get(TAG.messagePayload) ?? shortMessage;
  return dataCoding === UCS2
    ? Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le')
    : gsm7Text(bytes);
};

/** Most characters of an alphanumeric sender (3GPP TS 23.040, 9.1.2.5). */
const LONGEST_NAME = 11;
/** Digits of a short code; a longer number is a subscriber's. */
const LONGEST_SHORT_CODE = 8;

/** The address of a phone in E.164; null of anything else. */
export const phoneAddress = (phone: string): SmppAddress | null =>
  /^\+[1-9]\d{6,14}$/.test(phone) ? { ton: 1, npi: 1, address: phone.slice(1) } : null;

/** The address of a sender: a phone in E.164, a short code, or up to 11 letters and digits; null of anything else. */
export const senderAddress = (sender: string): SmppAddress | null => {
  const phone = phoneAddress(sender);
  if (phone) return phone;
  if (/^\d+$/.test(sender))
    return sender.length <= LONGEST_SHORT_CODE ? { ton: 3, npi: 0, address: sender } : null;
  return /^[A-Za-z0-9 ._&-]+$/.test(sender) && sender.length <= LONGEST_NAME
    ? { ton: 5, npi: 0, address: sender }
    : null;
};
