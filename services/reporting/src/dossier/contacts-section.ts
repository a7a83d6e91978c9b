import type { Language } from '@cauce/domain';
import {
  inputWords,
  namedWords,
  OUTCOME_WORDS,
  reasonWords,
  ruleWords,
  type TitleOf,
  wordOf,
} from '@cauce/domain';
import type { ContactStatus } from '../models/contacts.ts';
import { ERASED } from '../projection/boxes.ts';
import type { ExplainedDecision, ExplainedItem } from '../queries/explain.ts';
import type { ContactFacts, SentText } from './facts.ts';
import { type Content, type Html, html } from './html.ts';
import type { Words } from './words.ts';

/** How a page tells what it tells: its words, the titles of rules, and an instant in its zone. */
export interface Telling {
  readonly words: Words;
  readonly language: Language;
  readonly titleOf: TitleOf;
  readonly show: (instant: string) => Html;
}

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
const statusBadge = (status: ContactStatus, words: Words): Html => badge(status, words.status[status]);

const ruleTable = (rules: ExplainedItem['rules'], { words, titleOf, language }: Telling): Html => html`
<table><thead><tr><th>${words.rule}</th><th>${words.outcome}</th><th>${words.citation}</th><th>${words.inputs}</th></tr></thead>
<tbody>${rules.map(
  (
    rule,
  ) => html`<tr><td>${ruleWords(rule, titleOf, language)}</td><td>${OUTCOME_WORDS[rule.outcome][language]}</td>
<td>${rule.citation}</td><td class="soft">${inputWords(rule, titleOf, language)}</td></tr>`,
)}</tbody></table>`;

const itemSection = (item: ExplainedItem, telling: Telling): Html => {
  const { words, show, language, titleOf } = telling;
  const silent = item.rules.filter(({ outcome }) => outcome === 'not_applicable');
  const applied = item.rules.filter(({ outcome }) => outcome !== 'not_applicable');
  return html`
<p><strong>${item.debt}</strong> ${item.step} ${badge(item.decision, OUTCOME_WORDS[item.decision][language])}
${item.reasons.map((reason) => reasonWords(reason, language)).join('; ')}
${item.notBefore === null ? null : html` <span class="soft">→ ${show(item.notBefore)}</span>`}</p>
${applied.length === 0 ? null : ruleTable(applied, telling)}
${
  silent.length === 0
    ? null
    : html`<p class="soft">${words.notApplicable}: ${silent.map((rule) => html`<br>${ruleWords(rule, titleOf, language)} (${rule.citation})`)}</p>`
}`;
};

const decisionSection = (decision: ExplainedDecision, telling: Telling): Html => html`<section>
<h3>${telling.words.decided} ${telling.show(decision.at)} <span class="soft">${decision.pack}</span></h3>
${decision.items.map((item) => itemSection(item, telling))}
<p class="soft">${telling.words.basis}: ${decision.basis.streams.map(
  ({ stream, revision }): Content => html`<code>${stream}</code>@${revision} `,
)}${namedWords(decision.basis.facts, telling.language)}</p></section>`;

const field = (text: SentText, name: string): string => {
  if (text.fields === ERASED) return ERASED;
  const value = text.fields[name];
  return typeof value === 'string' ? value : '';
};

const textSection = (text: SentText, { words, show }: Telling): Html => html`<section>
<h3>${words.text} <span class="soft">${show(text.at)}</span></h3>
<dl><dt>${words.to}</dt><dd>${field(text, 'to')}</dd><dt>${words.subject}</dt><dd>${field(text, 'subject')}</dd>
<dt>${words.template}</dt><dd>${text.template}</dd><dt>Message-ID</dt><dd><code>${text.messageId}</code></dd></dl>
<pre>${field(text, 'text')}</pre></section>`;

/** One contact: where it stands, every decision about it with the law cited, and what was said. */
export const contactArticle = (contact: ContactFacts, telling: Telling): Html => {
  const { words, show, language } = telling;
  const { body, creditor, explanation, texts } = contact;
  return html`<article>
<h3>${creditor}, ${words.by} ${wordOf(body.channel, language)} ${statusBadge(body.status, words)}</h3>
<p class="soft">${words.planned} ${show(body.plannedFor)}${
    body.sentAt === null ? null : html` · ${words.sentAt} ${show(body.sentAt)}`
  } · <code>${body.contactId}</code></p>
${explanation.decisions.map((decision) => decisionSection(decision, telling))}
${texts.map((text) => textSection(text, telling))}</article>`;
};
