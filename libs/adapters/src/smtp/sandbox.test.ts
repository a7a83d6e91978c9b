import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { OutboundMessage } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SmtpGateway } from './gateway.ts';
import { openMailbox } from './mailbox.ts';
import { startMailSandbox } from './sandbox.ts';

const clock = { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') };

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cauce-mail-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const message = (messageId: string, text = 'Estimada Ana:'): OutboundMessage => ({
  messageId,
  from: { name: 'Agencia', address: 'avisos@agencia.invalid' },
  to: `ana.${messageId}@example.invalid`,
  subject: `Su cuenta ${messageId}`,
  text,
  html: `<p>${text}</p>`,
  headers: {},
});

describe('the mailbox', () => {
  const mail = (messageId: string, body: string, encoding = '8bit'): Buffer =>
    Buffer.from(
      `Message-ID: <${messageId}@x.invalid>\r\nSubject: =?UTF-8?B?${Buffer.from('Señal').toString('base64')}?= x\r\n` +
        `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`,
    );

  it('keeps in memory what it takes, and leaves no file, where it has no folder', async () => {
    const mailbox = openMailbox({ clock });
    const folder = readdirSync('.');
    const [providerId = ''] = mailbox.store([{ to: 'ana@example.invalid', raw: mail('1', 'hola') }]);
    expect(mailbox.get('1')).toMatchObject({ to: 'ana@example.invalid', text: 'hola' });
    expect(await mailbox.lookUp('1')).toEqual({ providerId });
    mailbox.purge(['1']);
    expect(mailbox.get('1')).toBeNull();
    expect(readdirSync('.')).toEqual(folder);
    mailbox.close();
  });

  it('lists page by page, and by recipient', () => {
    const mailbox = openMailbox({ dir, clock });
    mailbox.store(
      ['1', '2', '3', '4', '5'].map((id) => ({ to: Number(id) % 2 ? 'odd@x' : 'even@x', raw: mail(id, id) })),
    );
    const pages: string[][] = [];
    for (let after: string | null = null; ; ) {
      const { entries, next } = mailbox.list({ limit: 2, after });
      pages.push(entries.map(({ messageId }) => messageId));
      if (next === null) break;
      after = next;
    }
    expect(pages).toEqual([['1', '2'], ['3', '4'], ['5']]);
    expect(mailbox.list({ limit: 9, to: 'even@x' }).entries).toEqual(
      ['2', '4'].map((messageId) => ({
        messageId,
        to: 'even@x',
        subject: 'Señal x',
        at: '2026-03-05T14:30:00.000Z',
        fate: 'delivered',
      })),
    );
    mailbox.close();
  });

  it('keeps and counts doubles', () => {
    const mailbox = openMailbox({ dir, clock });
    const first = mailbox.store([
      { to: 'a@x', raw: mail('1', 'a') },
      { to: 'a@x', raw: mail('2', 'b') },
    ]);
    mailbox.store([{ to: 'a@x', raw: mail('1', 'c') }]);
    expect([
      mailbox.count(),
      mailbox.deliveries('1'),
      mailbox.deliveries('2'),
      mailbox.deliveries('3'),
    ]).toEqual([3, 2, 1, 0]);
    expect(mailbox.countByMessageId()).toBe(2);
    expect(mailbox.get('1')?.text).toBe('a');
    expect(first).toHaveLength(2);
    mailbox.close();
  });

  it.each([
    ['8bit', 'línea\r\notra', 'línea\notra'],
    ['base64', Buffer.from('línea\r\notra').toString('base64'), 'línea\notra'],
    ['quoted-printable', 'l=C3=ADn=\r\nea\r\notra', 'línea\notra'],
  ])('reads %s', (encoding, body, text) => {
    const mailbox = openMailbox({ dir, clock });
    mailbox.store([{ to: 'a@x', raw: mail('1', body, encoding) }]);
    expect(mailbox.get('1')).toMatchObject({ text, html: '', subject: 'Señal x' });
    mailbox.close();
  });

  it('leaves no byte of a purged message in any file, and every byte of the others', () => {
    const sizes = fc.oneof(fc.nat(400), fc.nat(6_000), fc.nat(20_000));
    const run = fc.array(fc.record({ size: sizes, purged: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 1,
      maxLength: 60,
    });
    let round = 0;
    fc.assert(
      fc.property(run, (plans) => {
        round += 1;
        const mailbox = openMailbox({ dir, clock });
        // Every 16 bytes are like no others, so that a piece of a message is known wherever it is found.
        const marked = plans.map(({ size }, i) => {
          const id = `m${round}x${i}`;
          const mark = (n: number): string => `${id}~~${n}~`.padEnd(15, '#');
          const lines = Array.from({ length: Math.ceil(size / 16) }, (_, n) => `${mark(n)}\n`);
          return { id, to: `who${mark(9_999)}@x`, raw: mail(id, lines.join('')) };
        });
        for (let i = 0; i < marked.length; i += 7) mailbox.store(marked.slice(i, i + 7));
        for (const when of [1, 2]) {
          mailbox.purge(marked.filter((_, i) => plans[i]?.purged === when).map(({ id }) => id));
        }
        const bytes = readdirSync(dir)
          .map((name) => readFileSync(join(dir, name), 'latin1'))
          .join('\n');
        marked.forEach(({ id, raw, to }, i) => {
          const purged = [1, 2].includes(plans[i]?.purged ?? 0);
          expect(bytes.includes(`${id}~~`)).toBe(!purged);
          expect(mailbox.get(id)?.raw ?? null).toEqual(purged ? null : raw);
          expect(mailbox.list({ limit: 9, to }).entries).toHaveLength(purged ? 0 : 1);
          expect(mailbox.deliveries(id)).toBe(1);
        });
        mailbox.close();
      }),
      { numRuns: 10 },
    );
  });

  it('ends a purge that a reader held up when it is opened again', () => {
    const mailbox = openMailbox({ dir, clock });
    mailbox.store([{ to: 'secreta@x', raw: mail('1', 'palabra-secreta') }]);
    const holds = (): boolean =>
      readdirSync(dir).some((name) => readFileSync(join(dir, name), 'latin1').includes('secreta'));
    const reader = new DatabaseSync(join(dir, 'mailbox.db'));
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM message').get();
    expect(() => mailbox.purge(['1'])).toThrow('being read by another process');
    expect(mailbox.get('1')).toBeNull();
    expect(holds()).toBe(true);
    reader.close();
    openMailbox({ dir, clock }).close();
    expect(holds()).toBe(false);
    mailbox.close();
  });

  it('knows after a purge that the message was taken', async () => {
    const mailbox = openMailbox({ dir, clock });
    const [providerId] = mailbox.store([{ to: 'bounce@x', raw: mail('1', 'a') }]);
    mailbox.purge(['1', 'unknown']);
    expect(await mailbox.lookUp('1')).toEqual({ providerId });
    expect((await mailbox.receipts(null, 9)).receipts).toMatchObject([
      { messageId: '1', kind: 'bounced-hard' },
    ]);
    expect(mailbox.list({ limit: 9 })).toEqual({ entries: [], next: null });
    expect(mailbox.count()).toBe(1);
    mailbox.close();
  });
});

describe('the sandbox', () => {
  it('says later when it cannot store', async () => {
    const sandbox = await startMailSandbox({ dir, clock });
    const gateway = new SmtpGateway({ host: '127.0.0.1', port: sandbox.port, desk: sandbox.mailbox, clock });
    sandbox.mailbox.close();
    expect(await gateway.send(message('1'))).toEqual({ kind: 'rejected', permanent: false, code: '4.3.1' });
    await gateway.close();
    await sandbox.close();
  });

  it('takes its time over each message, and refuses for now what is too much', async () => {
    let now = 0;
    const waits: number[] = [];
    const wait = async (ms: number): Promise<void> => void waits.push(ms);
    const pace = { monotonic: { ms: () => now, wait }, answerAfterMs: 20, perSecond: 2 };
    const sandbox = await startMailSandbox({ dir, clock, pace });
    const gateway = new SmtpGateway({ host: '127.0.0.1', port: sandbox.port, desk: sandbox.mailbox, clock });
    const sent = async (id: string): Promise<unknown> => gateway.send(message(id));
    expect([await sent('1'), await sent('2')]).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }]);
    expect(await sent('3')).toEqual({ kind: 'rejected', permanent: false, code: '4.3.2' });
    now = 500;
    expect(await sent('4')).toMatchObject({ kind: 'accepted' });
    expect(waits).toEqual([20, 20, 20]);
    await gateway.close();
    await sandbox.close();
  });

  it('says at once that its port is taken', async () => {
    const sandbox = await startMailSandbox({ dir, clock });
    await expect(startMailSandbox({ dir, clock, port: sandbox.port })).rejects.toThrow('EADDRINUSE');
    await sandbox.close();
  });

  it('has on disk what it answered for when it is killed', async () => {
    const program = `
      import { startMailSandbox } from ${JSON.stringify(new URL('./sandbox.ts', import.meta.url).href)};
      const clock = { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') };
      const { port } = await startMailSandbox({ dir: ${JSON.stringify(dir)}, clock });
      console.log(port);`;
    const options = ['--conditions=cauce-source', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(createInterface(child.stdout), 'line');
    const desk = { lookUp: async () => null, receipts: async () => ({ receipts: [], next: null }) };
    const gateway = new SmtpGateway({ host: '127.0.0.1', port: Number(port), desk, clock });
    const accepted: string[] = [];
    const others: string[] = [];
    const exit = once(child, 'exit');
    try {
      await Promise.all(
        Array.from({ length: 300 }, async (_, i) => {
          const { kind } = await gateway.send(message(`k${i}`, 'x'.repeat(3_000)));
          (kind === 'accepted' ? accepted : others).push(`k${i}`);
          if (accepted.length === 100) child.kill('SIGKILL');
        }),
      );
    } finally {
      child.kill('SIGKILL');
      await exit;
    }
    await gateway.close();
    const mailbox = openMailbox({ dir, clock });
    expect(others.length).toBeGreaterThan(0);
    expect(accepted.filter((id) => mailbox.deliveries(id) !== 1)).toEqual([]);
    expect(mailbox.countByMessageId()).toBe(1);
    mailbox.close();
  });
});
