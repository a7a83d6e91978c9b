import { smsSegments, toGsm7 } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TemplateContext, TemplateItem, TemplatePerson } from './context.ts';
import { render } from './render.ts';
import { STANDARD_EMAILS, STANDARD_SMS, standardTemplateOf, standardTemplatesOf } from './standard/index.ts';
import type { RenderedTemplate, Template } from './template.ts';

const ITEM: TemplateItem = {
  account: 'CR-0045-6789',
  product: 'Crédito de consumo',
  dueDate: '2026-02-01',
  currency: 'COP',
  principal: 123_450_000,
  interest: 1_000_000,
  fees: 0,
  tax: 19_000,
};
const ADVISOR: TemplatePerson = { givenName: 'Ana', surname: 'Pérez', phone: '+57 300 123 4567' };
const SUPERVISOR: TemplatePerson = {
  givenName: 'Luis',
  surname: 'Rojas',
  phone: '+5716001234',
  whatsapp: '+573009998877',
};
const BARE: TemplateContext = {
  date: '2026-03-05',
  country: 'CO',
  debtor: {},
  creditor: { name: 'Banco del Río' },
  contact: { email: 'atencion@rio.invalid' },
  optOut: 'https://agencia.invalid/baja?c=1&k=2',
  items: [ITEM],
};
const FULL: TemplateContext = {
  ...BARE,
  debtor: { name: 'María Gómez' },
  agency: { name: 'Agencia Norte' },
  advisor: ADVISOR,
  supervisor: SUPERVISOR,
  howToPay: 'PSE en rio.invalid o cualquier oficina.',
};

const rendered = (template: Template, context: TemplateContext): RenderedTemplate => {
  const result = render(template, context);
  if (!result.ok) throw new Error(result.error.missing.join());
  return result.value;
};
/** Spaces as they are typed: amounts come with unbreakable ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

const template = (
  text: string,
  fallbacks: Template['fallbacks'] = {},
  language: 'es' | 'en' = 'es',
): Template => ({
  name: 'sample',
  version: 1,
  language,
  kind: 'overdue',
  subject: 'Su cuenta',
  text,
  html: `<p>${text}</p>`,
  fallbacks,
});

describe('the tags of advisor and supervisor', () => {
  const VALUES: Readonly<Record<string, string>> = {
    'advisor.name': 'Ana Pérez',
    'advisor.givenName': 'Ana',
    'advisor.surname': 'Pérez',
    'advisor.phone': '+57 300 123 4567',
    'advisor.whatsappLink': 'https://wa.me/573001234567?text=',
    'supervisor.name': 'Luis Rojas',
    'supervisor.givenName': 'Luis',
    'supervisor.surname': 'Rojas',
    'supervisor.phone': '+5716001234',
    'supervisor.whatsappLink': 'https://wa.me/573009998877?text=',
  };
  const cases = STANDARD_EMAILS.flatMap((base) =>
    Object.entries(VALUES).map(([tag, value]) => [base.kind, base.language, tag, value, base] as const),
  );

  it.each(cases)(
    '%s %s: {{%s}} is its value, its fallback, or a reason to hold',
    (_kind, _language, tag, value, base) => {
      const { [tag]: _own, ...others } = base.fallbacks;
      const text = `${base.text}\n[{{${tag}}}]`;
      const html = `${base.html}[{{${tag}}}]`;
      const bare = { ...base, text, html, fallbacks: others };
      const full = rendered(bare, FULL);
      expect(full.text).toContain(`[${value}`);
      expect(full.html).toContain(`[${value}`);
      expect(full.tagsUsed).toContain(tag);
      const declared = rendered(
        { ...bare, fallbacks: { ...others, [tag]: 'equipo de {{creditor.name}}' } },
        BARE,
      );
      expect(declared.text).toContain('[equipo de Banco del Río]');
      expect(declared.html).toContain('[equipo de Banco del Río]');
      expect(declared.tagsUsed).not.toContain(tag);
      expect(render(bare, BARE)).toEqual({ ok: false, error: { reason: 'MISSING_TAG', missing: [tag] } });
    },
  );
});

const WORDS = {
  es: {
    onBehalf: 'por cuenta de',
    amount: '$ 1.244.690,00',
    ifPaid: 'Si ya pagó, haga caso omiso',
    stop: 'responda BAJA',
  },
  en: {
    onBehalf: 'on behalf of',
    amount: 'COP 1,244,690.00',
    ifPaid: 'If you have already paid',
    stop: 'Reply STOP',
  },
  pt: {
    onBehalf: 'em nome de',
    amount: 'COP 1.244.690,00',
    ifPaid: 'Se já pagou, desconsidere',
    stop: 'responda SAIR',
  },
} as const;

describe('the standard templates', () => {
  it.each(STANDARD_EMAILS.map((one) => [one.name, one.language, one] as const))(
    '%s %s say what they must',
    (_name, language, base) => {
      const { onBehalf, amount, ifPaid } = WORDS[language];
      const third = rendered(base, FULL);
      const first = rendered(base, BARE);
      for (const body of [plain(third.text), plain(third.html)]) {
        expect(body).toContain(`Agencia Norte, ${onBehalf} Banco del Río`);
        expect(body).toContain('••••6789');
        expect(body).not.toContain('0045');
        expect(body).toContain(amount);
        expect(body).toContain('PSE en rio.invalid');
        expect(body).toContain(ifPaid);
        expect(body).toContain('Ana Pérez, +57 300 123 4567');
        expect(body).toContain('https://wa.me/573001234567?text=');
        expect(body).toMatch(/https:\/\/agencia\.invalid\/baja\?c=1&(amp;)?k=2/);
      }
      for (const body of [first.text, first.html]) {
        expect(body).toContain('Banco del Río, atencion@rio.invalid');
        expect(body).toContain('mailto:atencion@rio.invalid');
        expect(body).not.toContain('wa.me');
        expect(body).not.toContain('Agencia');
      }
      expect(third.text + third.html + first.text + first.html).not.toMatch(/\{\{|\}\}|undefined|null/);
    },
  );

  it('is held when nobody can be reached or stopped', () => {
    for (const base of STANDARD_EMAILS) {
      const mute = { ...BARE, contact: {}, optOut: ' ' };
      const error = { reason: 'MISSING_TAG', missing: ['contact', 'contact.link', 'optOut'] };
      expect(render(base, mute)).toEqual({ ok: false, error });
    }
  });

  it('says who writes where the law asks for it: a collector, or the creditor itself, and who they are', () => {
    const told = { ...FULL, identification: 'Agencia Norte, Calle 1' };
    for (const channel of ['email', 'sms']) {
      const [lean, full] = standardTemplatesOf(channel, 'overdue', 'en');
      if (!lean || !full) throw new Error(`there are no two for ${channel}`);
      expect(rendered(full, told).text).toMatch(
        /from a debt collector attempting .*\n+Agencia Norte, Calle 1\n/s,
      );
      const { agency: _, ...own } = FULL;
      expect(rendered(full, own).text).toMatch(/from the creditor itself\.\n+atencion@rio\.invalid\n/);
      expect(rendered(lean, told).text).not.toMatch(/collector|Calle 1/);
    }
  });

  it('speaks Spanish to whoever speaks none of its languages', () => {
    expect(standardTemplateOf('email', 'overdue', 'en-US').language).toBe('en');
    expect(standardTemplateOf('email', 'overdue', 'pt-BR').language).toBe('pt');
    expect(standardTemplateOf('email', 'overdue', 'qu').language).toBe('es');
    expect(standardTemplateOf('email', 'presentation', 'es-MX').kind).toBe('presentation');
  });
});

describe('the standard short messages', () => {
  it.each(STANDARD_SMS.map((one) => [one.name, one.language, one] as const))(
    '%s %s say what they must, in the alphabet of phones and in at most two messages, three where the law asks for more',
    (_name, language, base) => {
      const { subject, text, html } = rendered(base, FULL);
      expect([subject, html]).toEqual(['', '']);
      expect(text).toContain('Agencia Norte, ');
      expect(text).toContain('****6789');
      expect(plain(text)).toContain(WORDS[language].amount);
      expect(text).toContain('PSE en rio.invalid');
      expect(text).toContain(WORDS[language].stop);
      expect(toGsm7(text)).toBe(text);
      expect(smsSegments(text)).toBeLessThanOrEqual(base.jurisdictions ? 2 : 3);
    },
  );

  it('keep every letter where the template says so', () => {
    const base = standardTemplateOf('sms', 'overdue', 'es');
    expect(rendered(base, FULL).text).toContain('atencion');
    expect(rendered({ ...base, alphabet: 'unicode' }, FULL).text).toContain('atención');
  });
});

describe('fallbacks', () => {
  it('prefers the words beside the tag, then the table', () => {
    const both = template('{{advisor.name|nuestro equipo}} {{advisor.phone}}', {
      'advisor.name': 'x',
      'advisor.phone': '{{contact}}',
    });
    expect(rendered(both, BARE).text).toBe('nuestro equipo atencion@rio.invalid');
    expect(rendered(both, FULL).text).toBe('Ana Pérez +57 300 123 4567');
  });

  it('names what a fallback itself lacks', () => {
    const chained = template('{{advisor.name}} {{agency.name}}', { 'advisor.name': '{{supervisor.name}}' });
    const error = { reason: 'MISSING_TAG', missing: ['agency.name', 'supervisor.name'] };
    expect(render(chained, BARE)).toEqual({ ok: false, error });
  });

  it('takes a blank for nothing', () => {
    const blank = { ...FULL, advisor: { givenName: ' ', phone: '' } };
    expect(
      render(template('{{advisor.name}} {{advisor.phone}} {{advisor.whatsappLink}}'), blank),
    ).toMatchObject({
      error: { missing: ['advisor.name', 'advisor.phone', 'advisor.whatsappLink'] },
    });
  });

  it('holds a message without debts', () => {
    expect(render(template('{{total}}'), { ...FULL, items: [] })).toMatchObject({
      error: { missing: ['total'] },
    });
  });

  it('never shows a raw tag nor markup that came with a value', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 30 }).map((value) => value.replace(/[{}]/g, ''));
    const nasty = fc.oneof(
      words,
      fc.constantFrom('<script>', '" onclick="x', "' x='", '\r\nBcc: x', '$&', '&amp;'),
    );
    const contexts = fc.record({
      name: nasty,
      creditor: nasty,
      product: nasty,
      account: nasty,
      given: nasty,
    });
    fc.assert(
      fc.property(
        contexts,
        fc.constantFrom(...STANDARD_EMAILS),
        ({ name, creditor, product, account, given }, base) => {
          const result = render(base, {
            ...BARE,
            debtor: { name },
            creditor: { name: creditor },
            advisor: { givenName: given },
            items: [{ ...ITEM, product, account }],
          });
          if (!result.ok) return result.error.missing.length > 0;
          const { subject, text, html } = result.value;
          expect(subject + text + html).not.toMatch(/\{\{|\}\}/);
          expect(subject).not.toMatch(/[\r\n]/);
          const tags = (page: string): string[] =>
            page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? [];
          expect(tags(html)).toEqual(tags(rendered(base, { ...BARE, items: [ITEM] }).html));
          return true;
        },
      ),
    );
  });
});
