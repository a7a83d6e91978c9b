import type { Mailbox, MailboxPlace } from '../sandbox/mailbox.ts';
import type { Medium } from '../sandbox/medium.ts';
import { openSqliteMailbox } from '../sandbox/sqlite-mailbox.ts';
import { FATE_CODES, fateOf } from './fate.ts';
import { messageIdOf, readMail } from './mime.ts';

const MAIL: Medium = {
  file: 'mailbox.db',
  fateOf,
  codes: FATE_CODES,
  // What stands before the @ of its Message-ID.
  messageIdOf: (raw) => messageIdOf(raw).split('@', 1)[0] ?? '',
  read: readMail,
};

/** Opens the mailbox of a mail sandbox (`mailbox.db` of its folder). */
export const openMailbox = (place: MailboxPlace): Mailbox => openSqliteMailbox(MAIL, place);
