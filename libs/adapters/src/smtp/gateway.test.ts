import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboundMessage } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Line } from '../sandbox/testing/line.ts';
import { SmtpGateway } from './gateway.ts';
import { type MailSandbox, startMailSandbox } from './sandbox.ts';
import { followSmtp } from './testing/follow.ts';
import { POLITE, scriptedServer } from './testing/scripted.ts';

const HOST = '127.0.0.1';
const clock = { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') };

const message = (change: Partial<OutboundMessage> = {}): OutboundMessage => ({
  messageId: '3a2b8f60-0000-5000-8000-000000000001',
  from: { name: 'Agencia Ñandú, S.A.', address: 'avisos@agencia.invalid' },
  to: 'ana@example.invalid',
  subject: 'Información sobre su cuenta, señora Muñoz: léala con calma, por favor, cuando pueda',
  text: `Estimada Ana:\n\n.punto\n${'línea muy larga con eñes y tildes '.repeat(20)}\n€ 1.234,50\n`,
  html: '<p>Estimada Ana:</p><p>€&nbsp;1.234,50 = <a href="https://agencia.invalid/?a=1&amp;b=2">ver</a></p>',
  headers: {
    'List-Unsubscribe': '<https://agencia.invalid/baja?c=1>, <mailto:baja@agencia.invalid>',
  },
  ...change,
});

let dir: string;
let sandbox: MailSandbox;
const closing: (() => Promise<void>)[] = [];

const startSandbox = async (): Promise<void> => {
  dir = mkdtempSync(join(tmpdir(), 'cauce-mail-'));
  sandbox = await startMailSandbox({ dir, clock });
};

const stopSandbox = async (): Promise<void> => {
  for (const close of closing.splice(0)) await close();
  await sandbox.close();
  rmSync(dir, { recursive: true });
};

const gatewayTo = (port: number, connections = 4): SmtpGateway => {
  const gateway = new SmtpGateway({
    host: HOST,
    port,
    desk: sandbox.mailbox,
    clock,
    connections,
  });
  closing.push(() => gateway.close());
  return gateway;
};

describe('SmtpGateway', () => {
  beforeEach(startSandbox);
  afterEach(stopSandbox);

  const scripted = async (...script: Parameters<typeof scriptedServer>): Promise<number> => {
    const server = await scriptedServer(...script);
    closing.push(server.close);
    return server.port;
  };

  it('delivers texts, names and headers as they were given', async () => {
    const sent = message();
    await gatewayTo(sandbox.port).send(sent);
    const got = sandbox.mailbox.get(sent.messageId);
    expect(got).toMatchObject({
      subject: sent.subject,
      text: sent.text,
      to: sent.to,
      at: '2026-03-05T14:30:00.000Z',
    });
    expect(got?.html).toBe(sent.html);
    const raw = got?.raw.toString('latin1') ?? '';
    expect(raw).toContain(`Message-ID: <${sent.messageId}@cauce.invalid>`);
    expect(raw.replace(/\r\n\s+/g, ' ')).toContain(`List-Unsubscribe: ${sent.headers['List-Unsubscribe']}`);
    expect(raw).toContain('Date: Thu, 05 Mar 2026 14:30:00 +0000');
    expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  it('lets no value add a header or a recipient', async () => {
    const gateway = gatewayTo(sandbox.port);
    await gateway.send(message({ subject: 'Hola\r\nBcc: otro@example.invalid\r\n\r\ncuerpo' }));
    const head = sandbox.mailbox.get(message().messageId)?.raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^Bcc:/m);
    const bad = message({
      messageId: 'b',
      to: 'ana@example.invalid>\r\nRCPT TO:<otro@example.invalid',
    });
    expect(await gateway.send(bad)).toEqual({
      kind: 'rejected',
      permanent: true,
      code: 'INVALID_ADDRESS',
    });
    expect(sandbox.mailbox.count()).toBe(1);
  });

  it.each([
    ['nobody listens', null, {}, { kind: 'not-sent', code: 'ECONNREFUSED' }],
    ['the server hangs up at once', '', {}, { kind: 'not-sent', code: 'ECONNECTION' }],
    ['the greeting is a refusal', '554 no', {}, { kind: 'not-sent', code: '554' }],
    ['the server is closing', '421 4.3.2 later', {}, { kind: 'not-sent', code: '4.3.2' }],
    [
      'the sender is refused',
      '220 hi',
      { MAIL: '550 5.7.1 not you' },
      { kind: 'rejected', permanent: false, code: '5.7.1' },
    ],
    [
      'the recipient is refused',
      '220 hi',
      { RCPT: '550 5.1.1 who' },
      { kind: 'rejected', permanent: true, code: '5.1.1' },
    ],
    [
      'the recipient is refused for now',
      '220 hi',
      { RCPT: '450 4.2.0 later' },
      { kind: 'rejected', permanent: false, code: '4.2.0' },
    ],
    [
      'the text is refused',
      '220 hi',
      { '.': '554 5.6.0 no' },
      { kind: 'rejected', permanent: true, code: '5.6.0' },
    ],
    [
      'the text is refused for now',
      '220 hi',
      { '.': '452 full' },
      { kind: 'rejected', permanent: false, code: '452' },
    ],
    ['all is well', '220 hi', {}, { kind: 'accepted', providerId: 'X1' }],
  ])('when %s', async (_case, greeting, replies, outcome) => {
    const port = await scripted(greeting ?? '', { ...POLITE, ...replies });
    if (greeting === null) await closing.pop()?.();
    expect(await gatewayTo(port).send(message())).toEqual(outcome);
  });

  it('replaces connections that the server closed while they were idle', async () => {
    const line = new Line(() => sandbox.port, followSmtp);
    const gateway = gatewayTo(await line.open());
    closing.push(() => line.close());
    const ids = Array.from(
      { length: 12 },
      (_, i) => `00000000-0000-5000-8000-${String(i).padStart(12, '0')}`,
    );
    await Promise.all(ids.slice(0, 4).map((messageId) => gateway.send(message({ messageId }))));
    await line.hangUp();
    const outcomes = await Promise.all(ids.slice(4).map((messageId) => gateway.send(message({ messageId }))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(ids.slice(4).map(() => 'accepted'));
    expect(sandbox.mailbox.count()).toBe(12);
    expect(sandbox.mailbox.countByMessageId()).toBe(1);
  });

  it('ends what is under way before it closes, and sends nothing afterwards', async () => {
    const gateway = gatewayTo(sandbox.port, 2);
    const sends = Array.from({ length: 20 }, (_, i) => gateway.send(message({ messageId: `c${i}` })));
    await gateway.close();
    expect((await Promise.all(sends)).map(({ kind }) => kind)).toEqual(sends.map(() => 'accepted'));
    expect(await gateway.send(message())).toEqual({ kind: 'not-sent', code: 'CLOSED' });
    expect(sandbox.mailbox.count()).toBe(20);
  });
});
