import { describe, expect, it } from '@jest/globals';
import type { TemplateContext, TemplateItem } from './context.ts';
import { render } from './render.ts';
import type { RenderedTemplate, Template, TemplateLanguage } from './template.ts';

const ITEM: TemplateItem = {
  account: 'CR-0045-6789',
  dueDate: '2026-02-01',
  currency: 'COP',
  principal: 123_450_000,
  interest: 1_000_000,
  fees: 0,
  tax: 19_000,
};
const FULL: TemplateContext = {
  date: '2026-03-05',
  country: 'CO',
  debtor: { name: 'María Gómez' },
  creditor: { name: 'Banco del Río' },
  advisor: { givenName: 'Ana', phone: '+57 300 123 4567' },
  contact: { email: 'atencion@rio.invalid' },
  optOut: 'https://agencia.invalid/baja',
  items: [ITEM],
};

const template = (text: string, language: TemplateLanguage = 'es'): Template => ({
  name: 'sample',
  version: 1,
  language,
  kind: 'overdue',
  subject: 'Su cuenta',
  text,
  html: `<p>${text}</p>`,
  fallbacks: {},
});
const rendered = (source: Template, context: TemplateContext): RenderedTemplate => {
  const result = render(source, context);
  if (!result.ok) throw new Error(result.error.missing.join());
  return result.value;
};
/** Spaces as they are typed: amounts come with unbreakable ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

const SPOKEN: Readonly<Record<string, TemplateLanguage>> = { US: 'en', BR: 'pt' };

describe('values of tags', () => {
  const text = (source: string, context: TemplateContext, language: TemplateLanguage = 'es'): string =>
    plain(rendered(template(source, language), context).text);
  const withItem = (change: Partial<TemplateItem>, country = 'CO'): TemplateContext => ({
    ...FULL,
    country,
    items: [{ ...ITEM, ...change }],
  });

  it('leaves components of zero out of the breakdown', () => {
    expect(text('{{#items}}{{item.breakdown}}{{/items}}', FULL)).toBe(
      'Capital $ 1.234.500,00 + Intereses $ 10.000,00 + Impuestos $ 190,00',
    );
    const nothing = withItem({ principal: 0, interest: 0, tax: 0 });
    expect(text('{{#items}}{{item.breakdown}}{{/items}}', nothing)).toBe('$ 0,00');
  });

  it('says of each debt whether it is due, as of the day of sending', () => {
    const due = (dueDate: string, language: TemplateLanguage): string =>
      text('{{#items}}{{item.due}}{{/items}}', withItem({ dueDate }), language);
    expect(due('2026-03-04', 'es')).toBe('venció el 4 de marzo de 2026');
    expect(due('2026-03-05', 'es')).toBe('vence hoy, 5 de marzo de 2026');
    expect(due('2026-03-06', 'es')).toBe('vence el 6 de marzo de 2026');
    expect(due('2026-03-04', 'pt')).toBe('venceu em 4 de março de 2026');
    expect(due('2026-03-06', 'pt')).toBe('vence em 6 de março de 2026');
    expect(due('2026-03-04', 'en')).toBe('was due on March 4, 2026');
    expect(due('2026-03-06', 'en')).toBe('due on March 6, 2026');
  });

  it('totals each currency apart, in the order of the debts', () => {
    const items = [ITEM, { ...ITEM, currency: 'COU', principal: 123_456, interest: 0, tax: 0 }, ITEM];
    expect(text('{{total}}', { ...FULL, items })).toBe('$ 2.489.380,00 y UVR 12,3456');
    expect(text('{{#items}}.{{/items}}', { ...FULL, items })).toBe('...');
  });

  it.each([
    ['CL', 'CLP', 1_234_567, '$1.234.567'],
    ['CL', 'CLF', 123_456, 'UF 12,3456'],
    ['MX', 'MXN', 123_456, '$1,234.56'],
    ['PE', 'PEN', 123_456, 'S/ 1,234.56'],
    ['BR', 'BRL', 123_456, 'R$ 1.234,56'],
    ['US', 'USD', 9_007_199_254_740_991, '$90,071,992,547,409.91'],
  ])('writes amounts as %s does: %s %d', (country, currency, principal, written) => {
    const context = withItem({ currency, principal, interest: 0, tax: 0 }, country);
    expect(text('{{#items}}{{item.total}}{{/items}}', context, SPOKEN[country])).toBe(written);
  });

  it.each([
    ['CR-0045-6789', '••••6789'],
    ['12345', '••••345'],
    ['42', '••••2'],
    ['7', '••••7'],
  ])('masks the account %s', (account, masked) => {
    expect(text('{{#items}}{{item.account}}{{/items}}', withItem({ account }))).toBe(masked);
  });

  it('takes a link only when it is a safe one', () => {
    for (const optOut of [
      'javascript:alert(1)',
      'http://x.invalid',
      'https://x.invalid/"><b>',
      'data:text/html,x',
    ]) {
      expect(render(template('{{optOut}}'), { ...FULL, optOut }).ok).toBe(false);
    }
    expect(text('{{optOut}}', { ...FULL, optOut: 'mailto:baja@x.invalid?subject=baja' })).toBe(
      'mailto:baja@x.invalid?subject=baja',
    );
  });

  it('opens the chat with words of its own', () => {
    const link = new URL(text('{{advisor.whatsappLink}}', FULL));
    expect(link.pathname).toBe('/573001234567');
    expect(link.searchParams.get('text')).toBe(
      'Buenos días, le escribo por el mensaje que recibí de Banco del Río.',
    );
  });

  it('escapes in HTML and keeps values to one line, instructions excepted', () => {
    const context = { ...FULL, debtor: { name: `O'Neill\n<b>&"` }, howToPay: 'Uno\nDos' };
    const { text: body, html } = rendered(template('{{debtor.name}}|{{howToPay}}'), context);
    expect(body).toBe(`O'Neill <b>&"|Uno\nDos`);
    expect(html).toBe('<p>O&#39;Neill &lt;b&gt;&amp;&quot;|Uno<br>Dos</p>');
  });

  it('has no account to show where there is none', () => {
    const context = withItem({ account: ' - ' });
    expect(render(template('{{#items}}{{item.account}}{{/items}}'), context)).toMatchObject({
      error: { missing: ['item.account'] },
    });
  });

  it('links to the telephone where there is no mailbox, however it is written', () => {
    const context = { ...FULL, contact: { phone: '+57 (1) 600-1234' } };
    expect(text('{{contact}} {{contact.link}}', context)).toBe('+57 (1) 600-1234 tel:+5716001234');
  });
});
