import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { groupCommit } from '../sandbox/group-commit.ts';
import type { Mailbox, MailboxPlace } from '../sandbox/mailbox.ts';
import { type Pace, Pacer } from '../sandbox/pace.ts';
import { FATE_CODES, fateOf } from './fate.ts';
import { openMailbox } from './mailbox.ts';
import type { MailServer } from './server.ts';

export interface MailSandbox {
  /** TCP port on loopback. */
  readonly port: number;
  readonly mailbox: Mailbox;
  close(): Promise<void>;
}

export interface MailSandboxOptions extends MailboxPlace {
  /** 0 or left out: a free one. */
  readonly port?: number;
  /** Left out, everything is taken at once. */
  readonly pace?: Pace;
  /** How TLS is spoken, with a key and its certificate (PEM); left out, not at all. */
  readonly tls?: {
    readonly begins: MailServer['tls'] & string;
    readonly key: string;
    readonly certificate: string;
  };
  /** Who may send; left out, anybody. */
  readonly account?: { readonly username: string; readonly password: string };
}

const refusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

/** How clients speak and are let in. */
const access = ({ tls, account }: MailSandboxOptions): SMTPServerOptions => ({
  disabledCommands: [...(account ? [] : ['AUTH']), ...(tls?.begins === 'starttls' ? [] : ['STARTTLS'])],
  secure: tls?.begins === 'implicit',
  ...(tls ? { key: tls.key, cert: tls.certificate } : {}),
  allowInsecureAuth: !tls,
  onAuth: ({ username, password }, _session, callback) => {
    const known = username === account?.username && password === account?.password;
    callback(known ? null : refusal(535, '5.7.8 who are you?'), { user: username });
  },
});

/**
 * A mail provider on loopback that delivers to a mailbox, `mailbox.db` in the folder. A message is in it before it is
 * answered with 250; the same Message-ID twice is stored twice, so that a double shows. What becomes of a message
 * is decided by its recipient (see `fateOf`); with a pace, each takes its time, and too many are refused for now.
 * Rejects when the port is taken.
 */
export const startMailSandbox = async (options: MailSandboxOptions): Promise<MailSandbox> => {
  const { port = 0, pace } = options;
  const mailbox = openMailbox(options);
  const arrive = groupCommit(mailbox);
  const pacer = pace && new Pacer(pace);
  const server = new SMTPServer({
    name: 'sandbox.invalid',
    ...access(options),
    disableReverseLookup: true,
    socketTimeout: 600_000,
    closeTimeout: 1_000,
    onRcptTo: ({ address }, session, callback) => {
      const fate = fateOf(address);
      if (session.envelope.rcptTo.length > 0) return callback(refusal(452, '4.5.3 one recipient at a time'));
      if (fate === 'rejected') return callback(refusal(550, `${FATE_CODES.rejected} no such mailbox`));
      if (fate === 'deferred') return callback(refusal(451, `${FATE_CODES.deferred} the mailbox is busy`));
      if (pacer && !pacer.admits()) return callback(refusal(451, '4.3.2 too many messages'));
      callback();
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        arrive({
          delivery: { to, raw: Buffer.concat(chunks) },
          stored: (id) => {
            const answer = (): void => callback(null, `2.0.0 queued as ${id}`);
            if (pacer) pacer.after(answer);
            else answer();
          },
          failed: () => callback(refusal(452, '4.3.1 the mailbox cannot store it now')),
        });
      });
    },
  });
  // A client that hangs up is the client's business; only a failed start is ours.
  const started = Promise.withResolvers<number>();
  server.on('error', started.reject);
  const listener = server.listen(port, '127.0.0.1', () => {
    const address = listener.address();
    started.resolve(typeof address === 'object' && address ? address.port : port);
  });
  try {
    return {
      port: await started.promise,
      mailbox,
      close: async () => {
        await new Promise<void>((resolve) => server.close(resolve));
        mailbox.close();
      },
    };
  } catch (error) {
    mailbox.close();
    throw error;
  }
};
