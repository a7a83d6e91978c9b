import type { MailboxMessage, MailboxPage } from '@cauce/adapters/sandbox';
import type { WrittenChannel } from '@cauce/domain';
import { smsSegments } from '@cauce/kernel';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd; }
iframe { width: 100%; height: 45rem; border: 1px solid #ddd; } pre { white-space: pre-wrap; } .faint { color: #666; }
</style></head><body>${body}</body></html>`;

const CHANNELS: Readonly<Record<WrittenChannel, string>> = { email: 'E-mail', sms: 'SMS' };

/** Address of the page of a mailbox, or of a message in it. */
const link = (channel: WrittenChannel, messageId = '', query = ''): string =>
  `/mailbox${messageId && `/${encodeURIComponent(messageId)}`}?channel=${channel}${query}`;

const channelLinks = Object.entries(CHANNELS)
  .map(([channel, name]) => `<a href="${link(channel as WrittenChannel)}">${name}</a>`)
  .join(' · ');

/** The messages of a page of a channel's mailbox, oldest first. */
export const listPage = (channel: WrittenChannel, { entries, next }: MailboxPage, count: number): string => {
  const rows = entries.map(
    ({ messageId, to, subject, at, fate }) =>
      `<tr><td class="faint">${escaped(at)}</td><td>${escaped(to)}</td>` +
      `<td><a href="${link(channel, messageId)}">${escaped(subject)}</a></td><td>${escaped(fate)}</td></tr>`,
  );
  const more =
    next === null
      ? ''
      : `<p><a href="${link(channel, '', `&amp;after=${encodeURIComponent(next)}`)}">later messages</a></p>`;
  return page(
    'Mailbox',
    `<p>${channelLinks}</p><h1>${CHANNELS[channel]} that the sandbox took</h1><p>${count} messages taken.</p>
<table><tr><th>taken at</th><th>to</th><th>subject</th><th>fate</th></tr>${rows.join('')}</table>${more}`,
  );
};

const htmlFrame = (html: string): string =>
  `<iframe sandbox title="message" srcdoc="${escaped(html)}"></iframe><h2>As plain text</h2>`;

/** One message; its HTML, where it has any, in a frame that can run and load nothing. */
export const messagePage = (
  channel: WrittenChannel,
  { to, subject, at, fate, html, text }: MailboxMessage,
): string => {
  const parts = channel === 'sms' ? ` · short messages: ${smsSegments(text)}` : '';
  return page(
    subject,
    `<p><a href="${link(channel)}">mailbox</a></p><h1>${escaped(subject)}</h1>
<p class="faint">to ${escaped(to)} · ${escaped(at)} · ${escaped(fate)}${parts}</p>
${channel === 'email' ? htmlFrame(html) : ''}<pre>${escaped(text)}</pre>`,
  );
};
