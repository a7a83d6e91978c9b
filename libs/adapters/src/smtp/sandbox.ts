import type { Clock } from '@cauce/ports';
import { SMTPServer } from 'smtp-server';
import { FATE_CODES, fateOf } from './fate.ts';
import type { Delivery, Mailbox } from './mailbox.ts';
import { openMailbox } from './sqlite-mailbox.ts';

export interface MailSandbox {
  /** TCP port on loopback. */
  readonly port: number;
  readonly mailbox: Mailbox;
  close(): Promise<void>;
}

interface Arrival {
  readonly delivery: Delivery;
  readonly answer: (error: Error | null, text?: string) => void;
}

const refusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

/** Messages that arrive in one turn of the event loop share one commit; each is answered after it. */
const groupCommit = (mailbox: Mailbox): ((arrival: Arrival) => void) => {
  let waiting: Arrival[] = [];
  const flush = (): void => {
    const arrivals = waiting;
    waiting = [];
    try {
      const ids = mailbox.store(arrivals.map(({ delivery }) => delivery));
      for (const [i, { answer }] of arrivals.entries()) answer(null, `2.0.0 queued as ${ids[i]}`);
    } catch {
      const failure = refusal(452, '4.3.1 the mailbox cannot store it now');
      for (const { answer } of arrivals) answer(failure);
    }
  };
  return (arrival) => {
    if (waiting.push(arrival) === 1) setImmediate(flush);
  };
};

/**
 * A mail provider on loopback that delivers to `mailbox.db` in the folder. A message is on disk before it is
 * answered with 250; the same Message-ID twice is stored twice, so that a double shows. What becomes of a message
 * is decided by its recipient (see `fateOf`). Port 0 takes a free one. Rejects when the port is taken.
 */
export const startMailSandbox = async ({
  dir,
  clock,
  port = 0,
}: {
  dir: string;
  clock: Clock;
  port?: number;
}): Promise<MailSandbox> => {
  const mailbox = openMailbox({ dir, clock });
  const arrive = groupCommit(mailbox);
  const server = new SMTPServer({
    name: 'sandbox.invalid',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    socketTimeout: 600_000,
    closeTimeout: 1_000,
    onRcptTo: ({ address }, session, callback) => {
      const fate = fateOf(address);
      if (session.envelope.rcptTo.length > 0) return callback(refusal(452, '4.5.3 one recipient at a time'));
      if (fate === 'rejected') return callback(refusal(550, `${FATE_CODES.rejected} no such mailbox`));
      if (fate === 'deferred') return callback(refusal(451, `${FATE_CODES.deferred} the mailbox is busy`));
      callback();
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        arrive({
          delivery: { to, raw: Buffer.concat(chunks) },
          answer: callback,
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
