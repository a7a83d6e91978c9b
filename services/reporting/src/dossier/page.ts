import { type TitleOf, wordOf } from '@cauce/domain';
import { ERASED } from '../projection/boxes.ts';
import { contactArticle, type Telling } from './contacts-section.ts';
import type { DossierFacts } from './facts.ts';
import { Html, html } from './html.ts';
import { STYLE } from './style.ts';
import { type Words, wordsOf } from './words.ts';

const NAME_PARTS = ['givenName', 'surname', 'secondSurname', 'legalName'] as const;

const nameOf = ({ person }: DossierFacts): string => {
  if (person === ERASED) return ERASED;
  const parts = NAME_PARTS.map((part) => person[part]).filter(
    (part) => typeof part === 'string' && part !== '',
  );
  return parts.join(' ');
};

const documentOf = ({ person, debtor }: DossierFacts): string =>
  person === ERASED ? ERASED : `${debtor.documentType} ${person.documentNumber} (${debtor.country})`;

const shownIn =
  (zone: string): Telling['show'] =>
  (instant) => {
    const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
    const text = `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`;
    return html`<time datetime="${instant}" title="${instant}">${text}</time>`;
  };

const who = (facts: DossierFacts, { words, language }: Telling): Html => html`<h2>${words.who}</h2>
<dl><dt>${words.name}</dt><dd>${nameOf(facts)}</dd><dt>${words.document}</dt><dd>${documentOf(facts)}</dd>
<dt>${words.points}</dt><dd>${facts.points.map(
  ({ kind, value, invalid }) =>
    html`<p>${wordOf(kind, language)}: ${value}${
      invalid === null ? null : html` <span class="bad">(${words.invalid}: ${invalid})</span>`
    }</p>`,
)}</dd><dt>${words.identifier}</dt><dd><code>${facts.debtor.debtorId}</code></dd></dl>`;

const debts = (facts: DossierFacts, { words, show }: Telling): Html => html`<h2>${words.debts}</h2>
<table><thead><tr><th>${words.debt}</th><th>${words.creditor}</th><th>${words.agency}</th><th>${words.placed}</th><th>${words.due}</th><th>${words.state}</th>
<th class="number">${words.balance}</th></tr></thead><tbody>${facts.debts.map(
  ({
    reference,
    creditor,
    agency,
    body,
    placedAt,
    balance,
  }) => html`<tr><td>${reference}</td><td>${creditor}</td><td>${agency}</td>
<td>${placedAt.map((at) => html`<p>${show(at)}</p>`)}</td><td>${body.dueDate}</td><td>${words.states[body.state]}</td><td class="number">${balance}</td></tr>`,
)}</tbody></table>`;

const contacts = (facts: DossierFacts, telling: Telling): Html => html`<h2>${telling.words.contacts}</h2>
${facts.contacts.length === 0 ? html`<p>${telling.words.noContacts}</p>` : null}
${facts.contacts.map((contact) => contactArticle(contact, telling))}`;

const timeline = (facts: DossierFacts, { words, show }: Telling): Html => html`<h2>${words.timeline}</h2>
<table><thead><tr><th>${words.at}</th><th>${words.what}</th><th>${words.recorded}</th><th>${words.reference}</th></tr></thead>
<tbody>${facts.entries.map(
  (entry) => html`<tr><td>${show(entry.at)}</td><td>${entry.summary}</td>
<td class="soft">${entry.recordedAt === entry.at ? null : show(entry.recordedAt)}</td>
<td><code>${entry.stream.slice(0, entry.stream.indexOf('-') + 9)}…@${entry.revision}</code></td></tr>`,
)}</tbody></table>`;

const chain = (facts: DossierFacts, words: Words): Html => html`<h2>${words.chain}</h2>
<p>${words.chainNote}</p>
<table><thead><tr><th>${words.stream}</th><th class="number">${words.events}</th><th>${words.head}</th><th>${words.result}</th></tr></thead>
<tbody>${facts.chains.map(
  ({
    stream,
    events,
    head,
    brokenAt,
  }) => html`<tr><td><code>${stream}</code></td><td class="number">${events}</td>
<td class="hash">${head}</td><td>${
    brokenAt === null
      ? html`<span class="good">✓ ${words.intact}</span>`
      : html`<span class="bad">✗ ${words.broken} ${brokenAt}</span>`
  }</td></tr>`,
)}</tbody></table>`;

/** The page: one file that fetches nothing and runs nothing. */
export const page = (facts: DossierFacts, titleOf: TitleOf): string => {
  const { language, zone } = facts;
  const words = wordsOf(language);
  const show = shownIn(zone);
  const telling: Telling = { words, language, titleOf, show };
  const verified = facts.chains.every(({ brokenAt }) => brokenAt === null);
  const title = `${words.title}: ${nameOf(facts)}`;
  return html`<!doctype html>
<html lang="${facts.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex"><title>${title}</title>
<style>${new Html(STYLE)}</style></head>
<body><main><header><h1>${words.title}</h1>
<p><strong>${nameOf(facts)}</strong> · ${documentOf(facts)}</p>
<p><span class="badge ${verified ? 'good' : 'bad'}">${verified ? words.verified : words.notVerified}</span>
<span class="soft">${words.shown} ${facts.zone}. ${words.until} ${facts.until === null ? '–' : show(facts.until)}</span></p></header>
${who(facts, telling)}
${debts(facts, telling)}
${contacts(facts, telling)}
${timeline(facts, telling)}
${chain(facts, words)}
</main></body></html>
`.markup;
};
