import type { OutboundMessage } from '@cauce/ports';
import MailComposer from 'nodemailer/lib/mail-composer';
import type MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';

/** Right side of every Message-ID; reserved (RFC 2606), so that it is nobody's. */
const MESSAGE_ID_DOMAIN = 'cauce.invalid';

/**
 * A fixed encoding spares the composer a search for the best one, which takes longer than the rest of its work. A text that
 * is empty has no part: the composer would look for its content elsewhere.
 */
const part = (content: string) =>
  content === '' ? undefined : { content, contentTransferEncoding: 'quoted-printable' };

/** A message as a tree of its parts, which `writtenOut` makes bytes of. */
export const compiled = (message: OutboundMessage, date: Date): MimeNode =>
  new MailComposer({
    from: message.from,
    to: { name: '', address: message.to },
    subject: message.subject,
    text: part(message.text),
    html: part(message.html),
    headers: message.headers,
    messageId: `<${message.messageId}@${MESSAGE_ID_DOMAIN}>`,
    date,
    // RFC 2046 allows a boundary 70 characters.
    baseBoundary: message.messageId.slice(0, 36),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();

/**
 * A part with those inside it (RFC 2046, 5.1.1). The composer's own way out (`build`) makes two streams for each part and
 * waits for a turn of the event loop between them, which takes twice the time of all the rest.
 */
const writtenOut = (node: MimeNode): string => {
  const head = `${node.buildHeaders()}\r\n\r\n`;
  if (!node.boundary) return head + wrap(encode(String(node.content ?? '')));
  const parts = node.childNodes.map((child) => `--${node.boundary}\r\n${writtenOut(child)}`);
  return `${head}${parts.join('\r\n')}\r\n--${node.boundary}--\r\n`;
};

/** The bytes of a message as they go to a mail server (RFC 5322); their last line is ended. */
export const composed = (message: OutboundMessage, date: Date): Buffer => {
  const text = writtenOut(compiled(message, date));
  return Buffer.from(text.endsWith('\n') ? text : `${text.replace(/\r$/, '')}\r\n`);
};
