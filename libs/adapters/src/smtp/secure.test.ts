import { type OutboundMessage, UnavailableError } from '@cauce/ports';
import { selfMadeCertificate } from '@cauce/testing/servers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import { SmtpGateway } from './gateway.ts';
import { certificate, clock, key, LOGIN, type MailRig, openMailRig } from './testing/rig.ts';
import { POLITE, scriptedServer } from './testing/scripted.ts';

const message: OutboundMessage = {
  messageId: '3a2b8f60-0000-5000-8000-000000000001',
  from: { name: 'Agencia', address: 'avisos@agencia.invalid' },
  to: 'ana@example.invalid',
  subject: 'Su cuenta',
  text: 'Estimada Ana:',
  html: '<p>Estimada Ana:</p>',
  headers: {},
};
const BEGINS = ['starttls', 'implicit'] as const;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const opened = async (...options: Parameters<typeof openMailRig>): Promise<MailRig> => {
  const rig = await openMailRig(...options);
  closing.push(rig.close);
  return rig;
};

/** A server that plays its part, and a gateway that logs in there. */
const scripted = async (
  replies: Readonly<Record<string, string>>,
  tls?: 'starttls' | 'implicit',
  monotonic = new ManualMonotonic(),
) => {
  const own = tls === 'implicit' ? { key, certificate } : undefined;
  const server = await scriptedServer('220 hi', { ...POLITE, ...replies }, own);
  const secure = tls ? { tls, ca: certificate } : {};
  const gateway = new SmtpGateway({
    host: 'localhost',
    port: server.port,
    clock,
    monotonic,
    login: LOGIN,
    ...secure,
  });
  closing.push(server.close, () => gateway.close());
  return { gateway, heard: server.heard };
};

/** What a provider's readiness says; it names no password. */
const troubleOf = async (gateway: SmtpGateway): Promise<string> => {
  const error = await gateway.reach().catch((reason: unknown) => reason);
  if (!(error instanceof UnavailableError)) throw error;
  const said = `${error.stack} ${error.cause}`;
  for (const secret of [
    LOGIN.password,
    base64(LOGIN.password),
    base64(`\0${LOGIN.username}\0${LOGIN.password}`),
  ])
    expect(said).not.toContain(secret);
  return error.message;
};

describe.each(BEGINS)('a server that speaks TLS (%s) and wants a login', (begins) => {
  it('is told nothing where the login is refused, and says so', async () => {
    const rig = await opened(begins, { account: LOGIN });
    const gateway = rig.gateway({ login: { ...LOGIN, password: 'otra' } });
    expect(await gateway.send(message)).toEqual({ kind: 'not-sent', code: '5.7.8' });
    expect(await troubleOf(gateway)).toContain('it refuses the login (5.7.8)');
    expect(rig.mailbox.count()).toBe(0);
  });

  it('does not take a message of somebody who does not log in', async () => {
    const rig = await opened(begins, { account: LOGIN });
    expect(await rig.gateway().send(message)).toMatchObject({ kind: 'rejected', permanent: false });
    expect(rig.mailbox.count()).toBe(0);
  });

  it('is not trusted where nobody vouches for its certificate', async () => {
    const rig = await opened(begins, { account: LOGIN });
    const { certificate: ca } = await selfMadeCertificate();
    for (const trust of [{ ca: undefined }, { ca }]) {
      const gateway = rig.gateway({ login: LOGIN, ...trust } as object);
      expect(await gateway.send(message)).toEqual({ kind: 'not-sent', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(await troubleOf(gateway)).toContain('self-signed certificate');
    }
    expect(rig.mailbox.count()).toBe(0);
  });

  it('is not trusted under another name than its own', async () => {
    const other = await selfMadeCertificate('otro.invalid');
    const rig = await opened(begins, { account: LOGIN, tls: { begins, ...other } });
    const gateway = rig.gateway({ login: LOGIN, ca: other.certificate });
    expect(await gateway.send(message)).toEqual({ kind: 'not-sent', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(await troubleOf(gateway)).toContain('localhost');
    expect(rig.mailbox.count()).toBe(0);
  });

  it('is trusted by its address, where its certificate has that', async () => {
    const rig = await opened(begins, { account: LOGIN });
    const gateway = rig.gateway({ login: LOGIN, host: '127.0.0.1' });
    expect(await gateway.send(message)).toMatchObject({ kind: 'accepted' });
  });
});

describe('a server that was to speak TLS', () => {
  it.each([
    ['does not offer it', { STARTTLS: '502 5.5.1 what?' }, '5.5.1'],
    ['cannot now', { EHLO: '250-hello\r\n250 STARTTLS', STARTTLS: '454 4.7.0 later' }, '4.7.0'],
    ['does not know EHLO', { EHLO: '502 5.5.1 what?' }, '5.5.1'],
    ['hangs up', { STARTTLS: '' }, 'ECONNECTION'],
  ])('and %s hears neither the login nor a message', async (_what, replies, code) => {
    const { gateway, heard } = await scripted(replies, 'starttls');
    expect(await gateway.send(message)).toEqual({ kind: 'not-sent', code: expect.stringContaining(code) });
    const lines = heard.filter((line) => /^[\x20-\x7e]+$/.test(line));
    expect(lines.filter((line) => !/^(EHLO|STARTTLS)/.test(line))).toEqual([]);
  });

  it('from the first byte and speaks plainly hears nothing', async () => {
    const plain = await scriptedServer('220 hi', POLITE);
    const server = { host: 'localhost', port: plain.port, clock, login: LOGIN };
    const gateway = new SmtpGateway({ ...server, tls: 'implicit', ca: certificate });
    closing.push(plain.close, () => gateway.close());
    expect(await gateway.send(message)).toMatchObject({ kind: 'not-sent' });
    expect(plain.heard.join()).not.toMatch(/EHLO|AUTH|MAIL/);
  });
});

describe('a login', () => {
  it('that was refused is not tried again for a minute, or the provider would lock the account', async () => {
    const monotonic = new ManualMonotonic();
    const { gateway, heard } = await scripted({ AUTH: '535 5.7.8 no' }, 'implicit', monotonic);
    const logins = (): number => heard.filter((line) => line.startsWith('AUTH')).length;
    for (let tries = 0; tries < 5; tries += 1)
      expect(await troubleOf(gateway)).toContain('it refuses the login (5.7.8)');
    expect(await gateway.send(message)).toEqual({ kind: 'not-sent', code: '5.7.8' });
    expect(logins()).toBe(1);
    monotonic.pass(60_000);
    await troubleOf(gateway);
    expect(logins()).toBe(2);
  });

  it('in plain text is for this machine alone', async () => {
    const server = { port: 25, clock, login: LOGIN };
    for (const host of ['smtp.example', '10.0.0.1', '127.evil.example', '128.0.0.1'])
      expect(() => new SmtpGateway({ ...server, host })).toThrow('needs TLS');
    const { gateway } = await scripted({});
    expect(await gateway.send(message)).toEqual({ kind: 'accepted', providerId: 'X1' });
  });

  it('goes by LOGIN where the server knows no better', async () => {
    const { gateway, heard } = await scripted({
      EHLO: '250-hello\r\n250 AUTH LOGIN',
      AUTH: '334 VXNlcm5hbWU6',
      [base64(LOGIN.username)]: '334 UGFzc3dvcmQ6',
      [base64(LOGIN.password)]: '235 welcome',
    });
    expect(await gateway.send(message)).toMatchObject({ kind: 'accepted' });
    expect(heard).toContain('AUTH LOGIN');
  });

  it('is not repeated by whoever tells why it was refused', async () => {
    const { gateway } = await scripted({
      AUTH: `500 what is AUTH PLAIN ${base64(`\0${LOGIN.username}\0${LOGIN.password}`)}?`,
    });
    expect(await gateway.send(message)).toEqual({ kind: 'not-sent', code: '500' });
    expect(await troubleOf(gateway)).toContain('it refuses the login (500)');
  });
});

describe('a connection that is lost', () => {
  it.each([
    ['at the hello', 'EHLO', 'not-sent'],
    ['at the login', 'AUTH', 'not-sent'],
    ['at the sender', 'MAIL', 'not-sent'],
    ['at the recipient', 'RCPT', 'not-sent'],
    ['before the message', 'DATA', 'not-sent'],
    ['in the message', 'From', 'unknown'],
    ['after the message', '.', 'unknown'],
  ])('%s means over TLS what it means in plain text', async (_when, command, kind) => {
    for (const tls of [undefined, 'implicit'] as const) {
      const { gateway } = await scripted({ [command]: '' }, tls);
      expect(await gateway.send(message)).toMatchObject({ kind });
    }
  });
});
