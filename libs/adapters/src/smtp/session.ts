import { Readable } from 'node:stream';
import type { SendOutcome } from '@cauce/ports';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { failedOutcome, type SmtpError } from './outcome.ts';
import { connectionOptions, type MailServer } from './server.ts';

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

/** Connects, greets, and logs in where there is a login. Rejects with the connection's error: nothing was sent then. */
export const openSession = async (server: MailServer): Promise<SmtpSession> => {
  const connection = new SMTPConnection(connectionOptions(server));
  let failure: SmtpError = Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' });
  connection.on('error', (error) => {
    failure = error;
  });

  /** The answer to a question. A connection that ends may forget who waits for one, so its end counts as well. */
  const asked = <T>(question: (done: (error?: SmtpError | null, answer?: T) => void) => void) =>
    new Promise<T | undefined>((resolve, reject) => {
      // An answer that the end brings along says more of it than the end does.
      const ended = (): unknown => setImmediate(() => reject(failure));
      connection.once('end', ended);
      question((error, answer) => {
        connection.off('end', ended);
        if (error) reject(error);
        else resolve(answer);
      });
    });

  await asked((done) => connection.connect(done));
  const { login } = server;
  if (login) {
    const credentials = { user: login.username, pass: login.password };
    await asked((done) => connection.login({ credentials }, done)).catch((error) => {
      connection.close();
      throw error;
    });
  }

  const reset = (): Promise<void> =>
    asked((done) => connection.reset(done)).then(
      () => {},
      () => connection.close(),
    );

  return {
    usable: () => !connection.destroyed,
    reset,

    deliver: async ({ from, to }, raw) => {
      const { stream, began } = watchedBytes(raw);
      const envelope = { from, to: [to], size: raw.length };
      try {
        const info = await asked<SMTPConnection.SentMessageInfo>((done) =>
          connection.send(envelope, stream, done),
        );
        return { kind: 'accepted', providerId: lastWord(info?.response ?? '') };
      } catch (error) {
        const outcome = failedOutcome(error as SmtpError, began());
        if (outcome.kind === 'rejected' && !connection.destroyed) await reset();
        else connection.close();
        return outcome;
      }
    },

    close: () =>
      new Promise((resolve) => {
        if (connection.destroyed) return resolve();
        connection.once('end', resolve);
        connection.quit();
      }),
  };
};
