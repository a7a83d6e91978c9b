import type { SendOutcome } from '@cauce/ports';

/** What is read of an error of nodemailer's SMTP connection. */
export interface SmtpError extends Error {
  readonly code?: string;
  /** The socket's own name of what went wrong, where there is one. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** The server hangs up with this reply; it says nothing about the message. */
const SERVICE_CLOSING = 421;

const REPLY = /^(\d{3})[ -](?:([245]\.\d{1,3}\.\d{1,3})\b)?/;

/** Enhanced status code (RFC 3463) of a reply, else its three digits, else the error's own name; never its text. */
const codeOf = (error: SmtpError): string => {
  const [, reply, enhanced] = REPLY.exec(error.response ?? '') ?? [];
  return enhanced ?? reply ?? error.originalCode ?? error.code ?? 'ERROR';
};

/** Why there is no connection, in words. What the server answers to a login is left out: it may repeat the password. */
export const reasonOf = (error: SmtpError): string =>
  error.code === 'EAUTH' ? `it refuses the login (${codeOf(error)})` : error.message;

/**
 * What a failed SMTP transaction means. `began`: bytes of the message may have left the machine.
 * A refusal of the sender (5xx at MAIL FROM) is not permanent: another day this address may do.
 */
export const failedOutcome = (error: SmtpError, began: boolean): SendOutcome => {
  const code = codeOf(error);
  const aboutMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  if (aboutMessage && error.command === 'API')
    return { kind: 'rejected', permanent: true, code: 'INVALID_ADDRESS' };
  if (aboutMessage && error.responseCode !== undefined && error.responseCode !== SERVICE_CLOSING) {
    return {
      kind: 'rejected',
      permanent: error.responseCode >= 500 && error.command !== 'MAIL FROM',
      code,
    };
  }
  return began ? { kind: 'unknown', code } : { kind: 'not-sent', code };
};
