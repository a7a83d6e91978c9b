import type {
  EmailTemplate,
  Jurisdictions,
  SmsTemplate,
  TemplateKind,
  TemplateLanguage,
} from '../template.ts';

/** The words of one language around the same order of things. */
export interface StandardWords {
  readonly language: TemplateLanguage;
  readonly greeting: string;
  readonly payTitle: string;
  readonly question: string;
  readonly chat: string;
  readonly stop: string;
  readonly columns: readonly [account: string, due: string, breakdown: string, total: string];
  readonly total: string;
  readonly fallbacks: { readonly [tag: string]: string };
  readonly kinds: Readonly<Record<TemplateKind, { readonly subject: string; readonly opening: string }>>;
  /** Of a short message: what comes before the debts, how to pay, and how to stop. */
  readonly short: {
    readonly openings: Readonly<Record<TemplateKind, string>>;
    readonly pay: string;
    readonly stop: string;
  };
}

/** A family of texts: which contacts they are for, and what they say at their end besides. */
export interface Family {
  /** Before the kind, in the names of its texts. */
  readonly prefix: string;
  readonly jurisdictions?: Jurisdictions;
  readonly ending: readonly string[];
}

const paragraph = (words: string): string => `<p>${words}</p>`;
const linked = (tag: string): string => `<a href="{{${tag}}}">{{${tag}}}</a>`;

const htmlItems = ({ columns, total }: StandardWords): string => {
  const heads = columns.map((column) => `<th align="left">${column}</th>`).join('');
  const cells = ['{{item.product}} {{item.account}}', '{{item.due}}', '{{item.breakdown}}', '{{item.total}}'];
  const row = cells.map((cell) => `<td>${cell}</td>`).join('');
  const sum = `<tr><td colspan="3"><b>${total}</b></td><td><b>{{total}}</b></td></tr>`;
  return `<table cellpadding="6"><tr>${heads}</tr>{{#items}}<tr>${row}</tr>{{/items}}${sum}</table>`;
};

const textItems = ({ total }: StandardWords): string =>
  `{{#items}}- {{item.product}} {{item.account}}, {{item.due}}: {{item.breakdown}} = {{item.total}}\n{{/items}}${total}: {{total}}`;

/** A standard template: greeting, who writes and why, the debts, how to pay, who has paid, whom to ask, how to stop. */
export const standardTemplate = (
  words: StandardWords,
  { prefix, ending, ...family }: Family,
  kind: TemplateKind,
): EmailTemplate => {
  const { subject, opening } = words.kinds[kind];
  const pay = `${words.payTitle}: {{howToPay}}`;
  const ask = `${words.question} {{advisor.name}}, {{advisor.phone}}.`;
  const text = [
    words.greeting,
    opening,
    textItems(words),
    pay,
    '{{ifPaid}}',
    `${ask} ${words.chat}: {{advisor.whatsappLink}}`,
    `{{sender}}, {{date}}`,
    ...ending,
    `${words.stop}: {{optOut}}`,
  ].join('\n\n');
  const html = [
    paragraph(words.greeting),
    paragraph(opening),
    htmlItems(words),
    paragraph(pay),
    paragraph('{{ifPaid}}'),
    paragraph(`${ask} <a href="{{advisor.whatsappLink}}">${words.chat}</a>`),
    paragraph('{{sender}}, {{date}}'),
    ...ending.map(paragraph),
    paragraph(`<small>${words.stop}: ${linked('optOut')}</small>`),
  ].join('\n');
  return {
    ...family,
    name: `standard-${prefix}${kind}`,
    version: 2,
    language: words.language,
    kind,
    subject,
    text,
    html: `<!doctype html>\n<html lang="${words.language}"><meta charset="utf-8"><body>\n${html}\n</body></html>`,
    fallbacks: words.fallbacks,
  };
};

/** The same in a short message: who writes, the debts, how to pay, who has paid, how to stop. */
export const standardSmsTemplate = (
  words: StandardWords,
  { prefix, ending, ...family }: Family,
  kind: TemplateKind,
): SmsTemplate => ({
  ...family,
  name: `standard-sms-${prefix}${kind}`,
  version: 2,
  language: words.language,
  kind,
  alphabet: 'gsm7',
  text: [
    `{{sender}}: ${words.short.openings[kind]}{{#items}} {{item.account}} {{item.due}}, {{item.total}}.{{/items}}`,
    `${words.short.pay}: {{howToPay}}`,
    ...ending,
    `{{ifPaid}} ${words.short.stop}`,
  ].join('\n'),
  fallbacks: words.fallbacks,
});
