import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { groupCommit } from '../sandbox/group-commit.ts';
import type { Mailbox, MailboxPlace } from '../sandbox/mailbox.ts';
import { type Pace, Pacer } from '../sandbox/pace.ts';
import { openSmsMailbox } from './mailbox.ts';
import { ReceiptQueue } from './receipt-queue.ts';
import { SandboxClient } from './sandbox-client.ts';
import { phoneAddress } from './text.ts';

export interface SmsSandbox {
  readonly port: number;
  readonly mailbox: Mailbox;
  /** Writes as the owner of a phone (E.164) would; whether a client took it. It is not said again. */
  reply(from: string, text: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface SmsSandboxOptions extends MailboxPlace {
  /** Left out, loopback. */
  readonly host?: string;
  /** 0 or left out: a free one. */
  readonly port?: number;
  readonly pace: Pace;
  /** A key and its certificate (PEM), to speak TLS with; left out, none is spoken. */
  readonly tls?: { readonly key: string; readonly certificate: string };
  /** Who may bind; left out, anybody. */
  readonly account?: { readonly systemId: string; readonly password: string };
  /** Whether a receipt goes out before the answer to its submit_sm, as some SMSCs do. */
  readonly receiptFirst?: boolean;
}

/**
 * An SMSC that speaks SMPP 3.4 and keeps what it takes, in `sms.db` of the folder. A message is kept
 * before it is answered; one that is submitted twice is kept twice, so that a double shows. What becomes of it is
 * decided by its recipient (see `smsFateOf`), and said by a receipt, again and again until it is confirmed. Rejects
 * when the port is taken.
 */
export const startSmsSandbox = async (options: SmsSandboxOptions): Promise<SmsSandbox> => {
  const mailbox = openSmsMailbox(options);
  const pacer = new Pacer(options.pace);
  const queue = new ReceiptQueue(mailbox, options.pace.monotonic);
  const arrive = groupCommit(mailbox);
  const clients = new Set<SandboxClient>();
  const { tls } = options;
  const join = (socket: Socket): void => {
    const client = new SandboxClient(socket, { ...options, pacer, queue, arrive });
    clients.add(client);
    socket.on('close', () => clients.delete(client));
  };
  const server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }, join) : createServer(join);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
  } catch (error) {
    mailbox.close();
    throw error;
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mailbox,
    reply: async (from, text) => {
      const phone = phoneAddress(from);
      return phone !== null && queue.reply(phone, text);
    },
    close: async () => {
      queue.close();
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([...clients].map((client) => client.close()));
      await closed;
      mailbox.close();
    },
  };
};
