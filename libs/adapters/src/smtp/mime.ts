import type { Readable } from '../sandbox/medium.ts';

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Splits the latin1 text of a part in its headers (names in lower case, folds undone) and its body. */
const split = (source: string): Part => {
  const gap = source.indexOf('\r\n\r\n');
  const head = (gap < 0 ? source : source.slice(0, gap)).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: gap < 0 ? '' : source.slice(gap + 4) };
};

const quotedBytes = (text: string): string =>
  text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

const ENCODED_WORDS = /=\?utf-8\?([bq])\?([^?]*)\?=(?:\s+(?==\?utf-8\?))?/gi;

/** Text of a header whose non-ASCII words are encoded (RFC 2047, UTF-8). */
const headerText = (value: string): string => {
  const bytes = value.replace(ENCODED_WORDS, (_, encoding: string, word: string) =>
    encoding.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('latin1')
      : quotedBytes(word.replaceAll('_', ' ')),
  );
  return utf8(bytes);
};

const bodyText = ({ headers, body }: Part): string => {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return utf8(encoding === 'quoted-printable' ? quotedBytes(body.replace(/=\r\n/g, '')) : body);
};

const leaves = (source: string): Part[] => {
  const part = split(source);
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(part.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [part];
  return part.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((inner) => leaves(inner.replace(/^\r\n/, '').replace(/\r\n$/, '')));
};

/** The Message-ID of a mail without its brackets, empty where it has none. */
export const messageIdOf = (raw: Buffer): string =>
  (split(raw.toString('latin1')).headers.get('message-id') ?? '').replace(/[<>\s]/g, '');

/** Reads what mail programs and this package write: UTF-8, plain or multipart, quoted-printable or base64. */
export const readMail = (raw: Buffer): Readable => {
  const source = raw.toString('latin1');
  const parts = leaves(source);
  const ofType = (type: string): string => {
    const part = parts.find(({ headers }) =>
      (headers.get('content-type') ?? 'text/plain').toLowerCase().startsWith(type),
    );
    return part ? bodyText(part).replaceAll('\r\n', '\n') : '';
  };
  return {
    subject: headerText(split(source).headers.get('subject') ?? ''),
    text: ofType('text/plain'),
    html: ofType('text/html'),
  };
};
