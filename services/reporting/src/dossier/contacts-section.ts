import type { ContactStatus } from '../models/contacts.ts';
import { ERASED } from '../projection/boxes.ts';
import type { ExplainedDecision, ExplainedItem } from '../queries/explain.ts';
import type { ContactFacts, SentText } from './facts.ts';
import { type Content, type Html, html } from './html.ts';
import type { Words } from './words.ts';

/** Shows an instant in the zone of the page. */
export type Show = (instant: string) => Html;

const TONES: Readonly<Record<string, string>> = {
  sent: 'good',
  delivered: 'good',
  cleared: 'good',
  allow: 'good',
  planned: 'warn',
  deferred: 'warn',
  defer: 'warn',
  held: 'warn',
  bounced: 'bad',
  refused: 'bad',
  block: 'bad',
  unknown: 'bad',
};

const badge = (tone: string, text: string): Html =>
  html`<span class="badge ${TONES[tone] ?? 'soft'}">${text}</span>`;

/** Where a contact stands. */
export const statusBadge = (status: ContactStatus, words: Words): Html => badge(status, words.status[status]);

const inputsOf = (inputs: Readonly<Record<string, unknown>>): string =>
  Object.entries(inputs)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');

const ruleTable = (rules: ExplainedItem['rules'], words: Words): Html => html`
<table><thead><tr><th>${words.rule}</th><th>${words.outcome}</th><th>${words.citation}</th><th>${words.inputs}</th></tr></thead>
<tbody>${rules.map(
  (rule) => html`<tr><td><code>${rule.id}</code></td><td>${words.outcomes[rule.outcome]}</td>
<td>${rule.citation}</td><td class="soft">${inputsOf(rule.inputs)}</td></tr>`,
)}</tbody></table>`;

const itemSection = (item: ExplainedItem, words: Words, show: Show): Html => {
  const silent = item.rules.filter(({ outcome }) => outcome === 'not_applicable');
  const telling = item.rules.filter(({ outcome }) => outcome !== 'not_applicable');
  return html`
<p><strong>${item.debt}</strong> ${item.step} ${badge(item.decision, words.outcomes[item.decision])}
${item.notBefore === null ? null : html` <span class="soft">→ ${show(item.notBefore)}</span>`}</p>
${telling.length === 0 ? null : ruleTable(telling, words)}
${
  silent.length === 0
    ? null
    : html`<p class="soft">${words.notApplicable}: ${silent.map(({ id, citation }) => html`<br><code>${id}</code> ${citation}`)}</p>`
}`;
};

const decisionSection = (decision: ExplainedDecision, words: Words, show: Show): Html => html`<section>
<h3>${words.decided} ${show(decision.at)} <span class="soft">${decision.pack}</span></h3>
${decision.items.map((item) => itemSection(item, words, show))}
<p class="soft">${words.basis}: ${decision.basis.streams.map(
  ({ stream, revision }): Content => html`<code>${stream}</code>@${revision} `,
)}${inputsOf(decision.basis.facts)}</p></section>`;

const field = (text: SentText, name: string): string => {
  if (text.fields === ERASED) return ERASED;
  const value = text.fields[name];
  return typeof value === 'string' ? value : '';
};

const textSection = (text: SentText, words: Words, show: Show): Html => html`<section>
<h3>${words.text} <span class="soft">${show(text.at)}</span></h3>
<dl><dt>${words.to}</dt><dd>${field(text, 'to')}</dd><dt>${words.subject}</dt><dd>${field(text, 'subject')}</dd>
<dt>${words.template}</dt><dd>${text.template}</dd><dt>Message-ID</dt><dd><code>${text.messageId}</code></dd></dl>
<pre>${field(text, 'text')}</pre></section>`;

/** One contact: where it stands, every decision about it with the law cited, and what was said. */
export const contactArticle = (contact: ContactFacts, words: Words, show: Show): Html => {
  const { body, creditor, explanation, texts } = contact;
  return html`<article>
<h3>${creditor}, ${words.by} ${body.channel} ${statusBadge(body.status, words)}</h3>
<p class="soft">${words.planned} ${show(body.plannedFor)}${
    body.sentAt === null ? null : html` · ${words.sentAt} ${show(body.sentAt)}`
  } · <code>${body.contactId}</code></p>
${explanation.decisions.map((decision) => decisionSection(decision, words, show))}
${texts.map((text) => textSection(text, words, show))}</article>`;
};
