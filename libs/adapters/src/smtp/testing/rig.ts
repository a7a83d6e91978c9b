import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfMadeCertificate } from '@cauce/testing/servers';
import { followTls } from '../../sandbox/testing/follow-tls.ts';
import { Line } from '../../sandbox/testing/line.ts';
import { SmtpGateway, type SmtpGatewayOptions } from '../gateway.ts';
import { type MailSandbox, type MailSandboxOptions, startMailSandbox } from '../sandbox.ts';
import { followSmtp } from './follow.ts';

export const clock = { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') };
export const LOGIN = { username: 'avisos@agencia.invalid', password: 'cóntr@seña 1' };
/** Nobody vouches for it but itself. */
export const { key, certificate } = await selfMadeCertificate();

/** No command of a client is as long, and no message as short. */
const LEAST_MESSAGE = 512;

export type MailRig = Awaited<ReturnType<typeof openMailRig>>;

/** A sandbox in a folder of its own that speaks TLS and knows one account, a line to it, and gateways over that line. */
export const openMailRig = async (
  begins?: 'implicit' | 'starttls',
  more: Partial<MailSandboxOptions> = {},
) => {
  const dir = mkdtempSync(join(tmpdir(), 'cauce-mail-'));
  const sandbox: MailSandbox = await startMailSandbox({
    dir,
    clock,
    ...(begins ? { tls: { begins, key, certificate } } : {}),
    ...more,
  });
  const line = new Line(() => sandbox.port, begins ? followTls(LEAST_MESSAGE) : followSmtp);
  const port = await line.open();
  const gateways: SmtpGateway[] = [];
  return {
    line,
    mailbox: sandbox.mailbox,
    gateway: (options: Partial<SmtpGatewayOptions> = {}): SmtpGateway => {
      const gateway = new SmtpGateway({
        host: 'localhost',
        port,
        desk: sandbox.mailbox,
        clock,
        connections: 4,
        ...(begins ? { tls: begins, ca: certificate } : {}),
        ...options,
      });
      gateways.push(gateway);
      return gateway;
    },
    close: async () => {
      for (const gateway of gateways) await gateway.close();
      await line.close();
      await sandbox.close();
      rmSync(dir, { recursive: true });
    },
  };
};
