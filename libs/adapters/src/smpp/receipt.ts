import type { Receipt } from '@cauce/ports';
import { type SmppMessage, TAG } from './bodies.ts';
import { decodeSmsText } from './text.ts';

/** esm_class of an SMSC delivery receipt, and the bits that tell the type of a message (SMPP 3.4, 5.2.12). */
export const RECEIPT_CLASS = 0x04;
const TYPE_BITS = 0x3c;

/** GSM MAP error 1, "unknown subscriber" (3GPP TS 29.002, 17.6.1), as SMSCs put it into `err`. */
export const UNKNOWN_SUBSCRIBER = '001';

/** What an SMSC says of a message (SMPP 3.4, appendix B). */
export interface SmscReceipt {
  /** The SMSC's id of the message. */
  readonly providerId: string;
  /** DELIVRD, EXPIRED, DELETED, UNDELIV, ACCEPTD, UNKNOWN, REJECTD. */
  readonly state: string;
  /** Three characters of the network's or the SMSC's own. */
  readonly error: string;
}

export const isReceipt = ({ esmClass }: SmppMessage): boolean => (esmClass & TYPE_BITS) === RECEIPT_CLASS;

const field = (text: string, name: string): string =>
  new RegExp(`\\b${name}:(\\S*)`, 'i').exec(text)?.[1] ?? '';

/** Reads a receipt: the id as a parameter where the SMSC gives it so, the rest from the text. */
export const readReceipt = (message: SmppMessage): SmscReceipt => {
  const text = decodeSmsText(message);
  const own = message.optional.get(TAG.receiptedMessageId);
  return {
    providerId: own ? own.toString('latin1').replace(/\0.*$/s, '') : field(text, 'id'),
    state: field(text, 'stat').toUpperCase(),
    error: field(text, 'err'),
  };
};

/** Text of a receipt; `at` is the SMSC's time, by the minute. */
export const receiptText = ({ providerId, state, error }: SmscReceipt, at: string): string => {
  const minute = at.replace(/\D/g, '').slice(2, 12);
  const delivered = state === 'DELIVRD' ? '001' : '000';
  return `id:${providerId} sub:001 dlvrd:${delivered} submit date:${minute} done date:${minute} stat:${state} err:${error} text:`;
};

/** What a final state means; null where the SMSC will say more. */
export const receiptKind = ({ state, error }: SmscReceipt): Receipt['kind'] | null => {
  if (state === 'DELIVRD') return 'delivered';
  if (state === 'UNDELIV' && error === UNKNOWN_SUBSCRIBER) return 'bounced-hard';
  return ['UNDELIV', 'EXPIRED', 'DELETED', 'REJECTD'].includes(state) ? 'bounced-soft' : null;
};

/** Short code of a receipt. */
export const receiptCode = ({ state, error }: SmscReceipt): string =>
  error === '' || error === '000' ? state : `${state}.${error}`;
