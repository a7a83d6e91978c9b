import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboundMessage } from '@cauce/ports';
import { MemoryReadModels } from '../../memory/read-models.ts';
import { followTls } from '../../sandbox/testing/follow-tls.ts';
import { Line } from '../../sandbox/testing/line.ts';
import { systemMonotonic } from '../../shared/system-monotonic.ts';
import { SmppGateway, type SmppGatewayOptions } from '../gateway.ts';
import { openReferences } from '../references.ts';
import { type SmsSandbox, type SmsSandboxOptions, startSmsSandbox } from '../sandbox.ts';
import { followSmpp } from './follow.ts';

export const HOST = '127.0.0.1';
export const clock = { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') };
export const ACCOUNT = { systemId: 'cauce', password: 'secreto' };

/** Over TLS nothing else that a client says is as long, and no message as short. */
const LEAST_MESSAGE = 120;

/** A sandbox SMSC in a folder of its own, a line to it, and gateways over that line. */
export const openSmsRig = async (options: Partial<SmsSandboxOptions> = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'cauce-sms-'));
  const start = (more: Partial<SmsSandboxOptions> = {}): Promise<SmsSandbox> =>
    startSmsSandbox({
      dir,
      clock,
      pace: { monotonic: systemMonotonic },
      account: ACCOUNT,
      ...options,
      ...more,
    });
  let sandbox = await start();
  const line = new Line(() => sandbox.port, options.tls ? followTls(LEAST_MESSAGE) : followSmpp);
  const port = await line.open();
  const references = await openReferences(new MemoryReadModels(), 'smpp');
  const gateways: SmppGateway[] = [];
  return {
    dir,
    line,
    references,
    linePort: async () => port,
    mailbox: () => sandbox.mailbox,
    writeBack: (from: string, text: string) => sandbox.reply(from, text),
    gateway: (more: Partial<SmppGatewayOptions> = {}): SmppGateway => {
      const gateway = new SmppGateway({
        host: HOST,
        port,
        ...ACCOUNT,
        references,
        monotonic: systemMonotonic,
        clock,
        lookUp: (messageId) => sandbox.mailbox.lookUp(messageId),
        ...(options.tls ? { host: 'localhost', tls: true, ca: options.tls.certificate } : {}),
        ...more,
      });
      gateways.push(gateway);
      return gateway;
    },
    /** The SMSC goes away and another one comes over its folder. */
    restart: async (more: Partial<SmsSandboxOptions> = {}): Promise<void> => {
      await sandbox.close();
      sandbox = await start(more);
    },
    close: async () => {
      for (const gateway of gateways) await gateway.close();
      await line.close();
      await sandbox.close();
      rmSync(dir, { recursive: true });
    },
  };
};

let made = 0;

export const sms = (change: Partial<OutboundMessage> = {}): OutboundMessage => {
  made += 1;
  return {
    messageId: `10000000-0000-5000-8000-${String(made).padStart(12, '0')}`,
    from: { name: 'Agencia Cauce', address: 'CAUCE' },
    to: '+573001234567',
    subject: '',
    text: 'Banco Andino: su cuenta ****1234 debe $ 1.234,50. BAJA para no recibir mas.',
    html: '',
    headers: {},
    ...change,
  };
};
