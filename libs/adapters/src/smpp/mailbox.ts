import type { Fate } from '../sandbox/fate.ts';
import type { Mailbox, MailboxPlace } from '../sandbox/mailbox.ts';
import type { Medium } from '../sandbox/medium.ts';
import { openSqliteMailbox } from '../sandbox/sqlite-mailbox.ts';
import { decodeMessage, TAG } from './bodies.ts';
import { UNKNOWN_SUBSCRIBER } from './receipt.ts';
import { decodeSmsText } from './text.ts';

const FATES: readonly (readonly [lastDigits: string, fate: Fate])[] = [
  ['9990', 'rejected'],
  ['9991', 'deferred'],
  ['9992', 'bounced-hard'],
  ['9993', 'bounced-soft'],
];

/** The fate of a phone by its last digits: 9990 and 9991 are refused at once, 9992 and 9993 later, others get it. */
export const smsFateOf = (phone: string): Fate =>
  FATES.find(([digits]) => phone.endsWith(digits))?.[1] ?? 'delivered';

/** The network's error of a phone that is switched off for long ("absent subscriber", 3GPP TS 29.002). */
const ABSENT_SUBSCRIBER = '027';

/** Statuses and receipt states that go with each fate. */
export const SMS_CODES: Readonly<Record<Fate, string>> = {
  rejected: 'RINVDSTADR',
  deferred: 'RSUBMITFAIL',
  'bounced-hard': `UNDELIV.${UNKNOWN_SUBSCRIBER}`,
  'bounced-soft': `UNDELIV.${ABSENT_SUBSCRIBER}`,
  delivered: 'DELIVRD',
};

/** What is listed of a text. */
const LISTED = 60;

const SMS: Medium = {
  file: 'sms.db',
  fateOf: smsFateOf,
  codes: SMS_CODES,
  messageIdOf: (raw) => decodeMessage(raw).optional.get(TAG.clientReference)?.toString('latin1') ?? '',
  read: (raw) => {
    const text = decodeSmsText(decodeMessage(raw));
    return { subject: text.length > LISTED ? `${text.slice(0, LISTED)}…` : text, text, html: '' };
  },
};

/** Opens what a sandbox SMSC took (`sms.db` of its folder): the bodies of the submit_sm as they came. */
export const openSmsMailbox = (place: MailboxPlace): Mailbox => openSqliteMailbox(SMS, place);
