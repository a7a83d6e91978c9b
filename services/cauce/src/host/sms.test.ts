import { standardSms } from '@cauce/domain';
import { smsSegments, toGsm7 } from '@cauce/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eraseOperation } from '../operations/privacy/erase.ts';
import { bookOf, OTHER, ZOILA } from '../testing/book.ts';
import { leaksIn } from '../testing/bytes.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp, withHost } from '../testing/line.ts';
import { strategyOf } from './strategy.ts';

const NOW = endOf('2026-03-05');
/** Phones that the sandbox knows nobody at, and refuses. */
const GONE = { ...OTHER, obligation: 'OBYY-1', document: '1012345679', phone: '3001119992' };
const REFUSED = { ...OTHER, obligation: 'OBYY-2', document: '1012345680', phone: '3001119990' };

let dir: string;
/** Every contact of the folder: its debtor's document, and where it stands. */
let contacts: { debtor: string; channel: string; status: string }[];

beforeAll(async () => {
  const place = freshPlace();
  dir = place.dir;
  const path = place.file('book.csv', bookOf([ZOILA, OTHER, GONE, REFUSED]));
  await simulateFile(dir, path, '2026-02-01', '2026-03-05', standardSms);
  await withApp({ dir, now: NOW }, async ({ reporting }) => {
    const lines: unknown[] = [];
    for await (const line of reporting.exportContacts()) lines.push(line);
    contacts = lines as typeof contacts;
  });
});
afterAll(removePlaces);

describe('a book that is worked by SMS', () => {
  it('is said through SMPP alone, each contact once, and its receipts come back', async () => {
    expect(new Set(contacts.map(({ channel }) => channel))).toEqual(new Set(['sms']));
    const delivered = contacts.filter(({ status }) => status === 'delivered');
    expect(delivered.length).toBeGreaterThan(4);
    await withHost({ dir, now: NOW }, async ({ sandboxes }) => {
      expect(sandboxes.email.mailbox.count()).toBe(0);
      const { mailbox } = sandboxes.sms;
      expect(mailbox.count()).toBe(contacts.filter(({ status }) => /delivered|bounced/.test(status)).length);
      expect(mailbox.countByMessageId()).toBe(1);
      expect(mailbox.unconfirmed()).toEqual([]);
    });
  });

  it('writes short messages in the alphabet of phones', async () => {
    await withHost({ dir, now: NOW }, async ({ sandboxes }) => {
      const { mailbox } = sandboxes.sms;
      const { entries } = mailbox.list({ limit: 100 });
      const texts = entries.map(({ messageId }) => mailbox.get(messageId)?.text ?? '');
      expect(texts.filter((text) => text !== toGsm7(text) || smsSegments(text) > 2)).toEqual([]);
      const [hers] = texts.filter((text) => text.includes('****0413'));
      expect(hers).toContain('Agencia Cauce, por cuenta de BANCO-ANDES');
    });
  });

  it('gives up a phone that nobody has, and one that is refused', () => {
    expect(contacts.map(({ status }) => status).filter((status) => status === 'bounced')).toHaveLength(1);
    expect(contacts.some(({ status }) => status === 'held')).toBe(true);
  });

  it('stays worked by it', async () => {
    await withApp({ dir, now: NOW }, async ({ folder }) =>
      expect((await strategyOf(folder.core)).name).toBe('standard-sms'),
    );
  });

  it('leaves no byte of a person who is erased', async () => {
    const values = [`57${ZOILA.phone}`, ZOILA.obligation];
    expect(leaksIn(dir, values)).toContain(`sms.db: 57${ZOILA.phone}`);
    const debtor = ZOILA.document;
    await withApp({ dir, now: NOW, as: 'one' }, (app) => eraseOperation(app, { debtor, reason: 'asked' }));
    await withApp({ dir, now: NOW, as: 'two' }, (app) => eraseOperation(app, { debtor }));
    expect(leaksIn(dir, values)).toEqual([]);
  });
});
