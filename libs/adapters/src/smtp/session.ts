import { Readable } from 'node:stream';
import type { SendOutcome } from '@cauce/ports';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { failedOutcome, type SmtpError } from './outcome.ts';

const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

/** One open SMTP connection that carries a message at a time. */
export interface SmtpSession {
  /** Whether it can carry another message. */
  usable(): boolean;
  deliver(envelope: { from: string; to: string }, raw: Buffer): Promise<SendOutcome>;
  /** Ends a transaction, if there is one; the session is no longer usable where the server does not answer. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Where servers put their own id of a message: "250 2.0.0 OK: queued as 4F1C2". */
const lastWord = (reply: string): string => reply.trim().split(/\s+/).at(-1) ?? '';

/** The bytes of a message, and whether anybody began to read them. */
const watchedBytes = (raw: Buffer): { stream: Readable; began: () => boolean } => {
  let began = false;
  const stream = new Readable({
    read() {
      began = true;
      this.push(raw);
      this.push(null);
    },
  });
  return { stream, began: () => began };
};

/** Connects and greets. Rejects with the connection's error: nothing was sent then. */
export const openSession = async (host: string, port: number): Promise<SmtpSession> => {
  const connection = new SMTPConnection({
    host,
    port,
    name: 'cauce.invalid',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  await new Promise<void>((resolve, reject) => {
    // Stays for good: an idle connection that breaks is only no longer usable.
    connection.on('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });

  const reset = (): Promise<void> =>
    new Promise((resolve) => {
      connection.once('end', resolve);
      connection.reset((error) => {
        connection.off('end', resolve);
        if (error) connection.close();
        resolve();
      });
    });

  return {
    usable: () => !connection.destroyed,
    reset,

    deliver: ({ from, to }, raw) =>
      new Promise((resolve) => {
        const { stream, began } = watchedBytes(raw);
        connection.send({ from, to: [to], size: raw.length }, stream, (error: SmtpError | null, info) => {
          if (!error)
            return resolve({
              kind: 'accepted',
              providerId: lastWord(info?.response ?? ''),
            });
          const outcome = failedOutcome(error, began());
          if (outcome.kind === 'rejected' && !connection.destroyed)
            return void reset().then(() => resolve(outcome));
          connection.close();
          resolve(outcome);
        });
      }),

    close: () =>
      new Promise((resolve) => {
        if (connection.destroyed) return resolve();
        connection.once('end', resolve);
        connection.quit();
      }),
  };
};
