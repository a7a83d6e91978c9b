import { isIPv4 } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { tlsOptions } from '../shared/tls-options.ts';

const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

/** Where a mail server is, and how one is let in. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** When the line is encrypted: from its first byte, or by STARTTLS before anything is asked. Left out, never. */
  readonly tls?: 'implicit' | 'starttls';
  /** Certificates to trust (PEM), in place of those that Node trusts. */
  readonly ca?: string;
  readonly login?: { readonly username: string; readonly password: string };
}

/** Whether a host is this machine: nobody else listens then, and a password may be said in plain text. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || (isIPv4(host) && host.startsWith('127.'));

/** What nodemailer is told of a server. */
export const connectionOptions = (server: MailServer): SMTPConnection.Options => ({
  host: server.host,
  port: server.port,
  name: 'cauce.invalid',
  secure: server.tls === 'implicit',
  requireTLS: server.tls === 'starttls',
  ignoreTLS: server.tls === undefined,
  tls: tlsOptions(server.host, server.ca),
  connectionTimeout: CONNECT_MS,
  greetingTimeout: CONNECT_MS,
  socketTimeout: SILENCE_MS,
});
