import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { instantText } from '@cauce/kernel';
import type { Receipt } from '@cauce/ports';
import type { Mailbox, MailboxEntry, MailboxMessage, MailboxPlace } from './mailbox.ts';
import type { Medium } from './medium.ts';

// No index holds personal data: its pages would keep copies of it when they are split.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS message (
    seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL, recipient TEXT NOT NULL,
    at TEXT NOT NULL, fate TEXT NOT NULL, purged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS message_by_id ON message (message_id);
  CREATE TABLE IF NOT EXISTS body (seq INTEGER PRIMARY KEY, raw BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS confirmed (seq INTEGER PRIMARY KEY) STRICT;
`;

const COLUMNS = 'message.seq, message_id, recipient, at, fate, raw';

type Row = Record<string, SQLOutputValue>;

const providerIdOf = (seq: SQLOutputValue | undefined): string => `sandbox-${seq}`;
const seqOf = (providerId: string): number => Number(providerId.split('-')[1]);

const messageIn = (row: Row, { fateOf, read }: Medium): MailboxMessage => {
  const raw = Buffer.from(row.raw instanceof Uint8Array ? row.raw : []);
  return {
    messageId: String(row.message_id),
    to: String(row.recipient),
    at: String(row.at),
    fate: fateOf(String(row.recipient)),
    raw,
    ...read(raw),
  };
};

const entryIn = (row: Row, medium: Medium): MailboxEntry => {
  const { messageId, to, subject, at, fate } = messageIn(row, medium);
  return { messageId, to, subject, at, fate };
};

/** The receipt of a delivery: hard and soft bounces by name, everything else arrived. */
const receiptIn = (row: Row, { codes }: Medium): Receipt => {
  const fate = row.fate === 'bounced-hard' || row.fate === 'bounced-soft' ? row.fate : 'delivered';
  return {
    receiptId: providerIdOf(row.seq),
    messageId: String(row.message_id),
    kind: fate,
    at: String(row.at),
    code: codes[fate],
  };
};

/** Brings the database up to date and empties the write-ahead log, which holds pages as they once were. */
const emptyLog = (db: DatabaseSync): void => {
  if (db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0) {
    throw new Error('the mailbox is being read by another process');
  }
};

/** Opens the mailbox of a medium at a place. A purge that a crash interrupted is over once this has returned. */
export const openSqliteMailbox = (medium: Medium, { dir, clock }: MailboxPlace): Mailbox => {
  const { fateOf, messageIdOf } = medium;
  const db = new DatabaseSync(dir === undefined ? ':memory:' : join(dir, medium.file));
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=1000',
  );
  db.exec(SCHEMA);
  emptyLog(db);
  const insertMessage = db.prepare(
    'INSERT INTO message (message_id, recipient, at, fate) VALUES (?, ?, ?, ?)',
  );
  const insertBody = db.prepare('INSERT INTO body (seq, raw) VALUES (?, ?)');
  const firstOf = db.prepare(
    `SELECT ${COLUMNS} FROM message JOIN body USING (seq) WHERE message_id = ? AND purged = 0 ORDER BY seq LIMIT 1`,
  );
  const listed = db.prepare(
    `SELECT ${COLUMNS} FROM message JOIN body USING (seq)
     WHERE seq > ? AND purged = 0 AND (? IS NULL OR recipient = ?) ORDER BY seq LIMIT ?`,
  );
  const taken = db.prepare('SELECT seq FROM message WHERE message_id = ? ORDER BY seq LIMIT 1');
  const receiptRows = db.prepare(
    'SELECT seq, message_id, at, fate FROM message WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const unheardRows = db.prepare(
    `SELECT seq, message_id, at, fate FROM message
     WHERE seq NOT IN (SELECT seq FROM confirmed) ORDER BY seq`,
  );
  const insertConfirmed = db.prepare('INSERT OR IGNORE INTO confirmed (seq) VALUES (?)');
  const number = db.prepare('SELECT count(*) AS n FROM message');
  const numberOf = db.prepare('SELECT count(*) AS n FROM message WHERE message_id = ?');
  const most = db.prepare(
    'SELECT coalesce(max(n), 0) AS n FROM (SELECT count(*) AS n FROM message GROUP BY message_id)',
  );
  // Same length, same place: a row that moved would leave a copy behind in its page.
  const blankBody = db.prepare(
    'UPDATE body SET raw = zeroblob(length(raw)) WHERE seq IN (SELECT seq FROM message WHERE message_id = ?)',
  );
  const blankMessage = db.prepare(
    `UPDATE message SET purged = 1, recipient = substr(hex(zeroblob(octet_length(recipient))), 1, octet_length(recipient))
     WHERE message_id = ?`,
  );

  const transaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    store: (deliveries) =>
      transaction(() => {
        const at = instantText(clock.now());
        return deliveries.map(({ to, raw }) => {
          const { lastInsertRowid } = insertMessage.run(messageIdOf(raw), to, at, fateOf(to));
          insertBody.run(lastInsertRowid, raw);
          return providerIdOf(lastInsertRowid);
        });
      }),

    unconfirmed: () => unheardRows.all().map((row) => receiptIn(row, medium)),
    confirm: (receiptIds) =>
      transaction(() => {
        for (const id of receiptIds) insertConfirmed.run(seqOf(id));
      }),

    list: ({ limit, after = null, to = null }) => {
      const rows = listed.all(Number(after ?? 0), to, to, limit);
      return {
        entries: rows.map((row) => entryIn(row, medium)),
        next: rows.length === limit ? String(rows.at(-1)?.seq) : null,
      };
    },

    get: (messageId) => {
      const row = firstOf.get(messageId);
      return row ? messageIn(row, medium) : null;
    },

    count: () => Number(number.get()?.n),
    deliveries: (messageId) => Number(numberOf.get(messageId)?.n),
    countByMessageId: () => Number(most.get()?.n),

    lookUp: async (messageId) => {
      const row = taken.get(messageId);
      return row ? { providerId: providerIdOf(row.seq) } : null;
    },

    receipts: async (after, limit) => {
      const rows = receiptRows.all(Number(after ?? 0), limit);
      return {
        receipts: rows.map((row) => receiptIn(row, medium)),
        next: rows.length > 0 ? String(rows.at(-1)?.seq) : after,
      };
    },

    purge: (messageIds) => {
      transaction(() => {
        for (const id of messageIds) {
          blankBody.run(id);
          blankMessage.run(id);
        }
      });
      emptyLog(db);
    },

    close: () => {
      if (db.isOpen) db.close();
    },
  };
};
