import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lint } from './lint.ts';
import { parseText } from './parse.ts';
import { STANDARD_EMAILS, STANDARD_SMS, STANDARD_TEMPLATES } from './standard/index.ts';
import type { EmailTemplate, Template } from './template.ts';

const [base] = STANDARD_EMAILS;
const [short] = STANDARD_SMS;
if (!base || !short) throw new Error('there are no standard templates');
const problemsOf = (template: Template): string[] =>
  lint(template, []).map(({ where, problem }) => `${where}: ${problem}`);
const changed = (change: Partial<EmailTemplate>): string[] => problemsOf({ ...base, ...change });

describe('lint', () => {
  it('finds nothing wrong with the standard templates, of which there is one per channel, kind and language', () => {
    expect(STANDARD_TEMPLATES.flatMap(problemsOf)).toEqual([]);
    expect(new Set(STANDARD_TEMPLATES.map(({ name, language }) => `${name} ${language}`)).size).toBe(36);
  });

  it.each([
    ['{{sender}}', 'who writes'],
    ['{{ifPaid}}', 'the sentence for who has paid'],
    ['{{optOut}}', 'the opt-out'],
    ['{{howToPay}}', 'how to pay'],
    ['{{item.account}}', 'which account'],
    ['{{item.breakdown}}', 'the itemised amount'],
  ])('misses %s', (tag, what) => {
    const without = changed({ text: base.text.replaceAll(tag, '') });
    expect(without).toHaveLength(1);
    expect(without[0]).toContain(`text: ${what} is missing`);
    expect(changed({ html: base.html.replaceAll(tag, '') })[0]).toContain(`html: ${what} is missing`);
  });

  it.each([
    ['{{sender}}', 'who the creditor is'],
    ['{{item.account}}', 'which account'],
    ['{{item.total}}', 'the amount'],
    ['{{howToPay}}', 'how to pay'],
    ['{{ifPaid}}', 'the sentence for who has paid'],
    ['{{optOut.word}}', 'the opt-out'],
  ])('misses %s in a short message', (tag, what) => {
    const problems = problemsOf({ ...short, text: short.text.replaceAll(tag, '') });
    expect(problems.join('\n')).toContain(`text: ${what} is missing`);
  });

  it('misses creditor and contact when no tag names them', () => {
    const text = base.text.replace(/\{\{(sender|creditor\.name|advisor\.\w+)\}\}/g, 'Banco');
    const problems = changed({ text }).join('\n');
    expect(problems).toContain('who the creditor is');
    expect(problems).toContain('a contact is missing');
  });

  it.each([
    [{ text: `${base.text} {{advisor.nmae}}` }, 'text: unknown tag "advisor.nmae"'],
    [{ text: `${base.text} {{item.total}}` }, 'text: unknown tag "item.total"'],
    [{ text: `${base.text} {{#items}}` }, 'text: block "items" is not closed'],
    [{ text: `${base.text} {{/items}}` }, 'text: block "items" closed but not opened'],
    [{ text: `${base.text} {{#debts}}` }, 'text: unknown block "debts"'],
    [{ html: `${base.html} {{ 1 }}` }, 'html: braces that are not a tag in "{{ 1 }}"'],
    [{ subject: 'Su saldo' }, 'subject: "saldo" tells of a debt'],
    [{ subject: 'Your overdue account' }, 'subject: "overdue" tells of a debt'],
    [{ subject: 'Su cuenta: {{total}}' }, 'subject: unknown tag "total"'],
    [{ fallbacks: { ...base.fallbacks, 'advisor.age': 'x' } }, 'fallbacks: unknown tag "advisor.age"'],
    [{ fallbacks: { ...base.fallbacks, 'advisor.name': ' ' } }, 'fallbacks: "advisor.name" has an empty one'],
    [
      { fallbacks: { 'debtor.name': '{{item.account}}' } },
      'fallback of "debtor.name": unknown tag "item.account"',
    ],
  ])('names the fault of %j', (change, problem) => {
    expect(changed(change)).toContainEqual(expect.stringContaining(problem.split('"{{')[0] ?? problem));
  });

  it.each([
    ['orden de embargo', 'looks like a paper of a court'],
    ['NOTIFICACIÓN   JUDICIAL', 'looks like a paper of a court'],
    ['citaci&oacute;n', 'looks like a paper of a court'],
    ['intimação', 'looks like a paper of a court'],
    ['mandado de penhora', 'looks like a paper of a court'],
    ['court <b>or</b>der', 'looks like a paper of a court'],
    ['sum\u200bmons', 'looks like a paper of a court'],
    ['irá a la cárcel', 'threatens with arrest'],
    ['you may be arrested', 'threatens with arrest'],
    ['{{advisor.name|embargaremos}} su salario', 'threatens with taking goods'],
    ['embargaremos {{advisor.name|x}} su salario', 'threatens with taking goods'],
    ['lista de devedores', 'threatens with telling others'],
    ['acciones legales', 'threatens with a suit'],
    ['ÚLTIMO AVISO', 'makes a haste'],
    ['¿Por qué no ha pagado?', 'asks why nothing was paid'],
  ])('refuses %j, and says why', (words, because) => {
    const found = changed({ html: base.html.replace('</body>', `<p>${words}</p></body>`) });
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatch(new RegExp(`^html: ".*" ${because}`, 'm'));
    expect(problemsOf({ ...short, fallbacks: { ...short.fallbacks, howToPay: words } }).join('\n')).toContain(
      because,
    );
  });

  it('finds in a Portuguese text what Portuguese law forbids, and what tells a bystander', () => {
    const [mail] = STANDARD_EMAILS.filter(({ language }) => language === 'pt');
    const found = mail
      ? problemsOf({
          ...mail,
          subject: 'Débitos em aberto',
          text: `${mail.text} Última chance: ação judicial.`,
        })
      : [];
    expect(found).toEqual([
      'subject: "debitos" tells of a debt to whoever sees it unopened',
      'subject: "em aberto" tells of a debt to whoever sees it unopened',
      'text: "acao judicial" threatens with a suit, which may be barred by time',
      'text: "ultima chance" makes a haste that no law knows',
    ]);
  });

  it.each(['notificación extrajudicial', 'cita con su asesor', 'summer', 'policy', 'mandamos saludos'])(
    'lets %j pass',
    (words) => {
      expect(changed({ text: `${base.text}\n${words}` })).toEqual([]);
    },
  );

  it.each(['Su deuda', 'Cuenta en MORA', 'Sua dívida', 'Cobrança', 'Past-due account', 'Débitos em aberto'])(
    'finds that "%s" tells a bystander of a debt',
    (words) => {
      expect(changed({ subject: words })[0]).toMatch(/^subject: ".*" tells of a debt/);
      expect(problemsOf({ ...short, text: `${words}. ${short.text}` })[0]).toMatch(
        /^text: ".*" tells of a debt/,
      );
      expect(changed({ text: `${base.text}\n${words}` })).toEqual([]);
    },
  );

  it('reads any text without failing', () => {
    const pieces = fc.array(
      fc.constantFrom('{{', '}}', '{{#items}}', '{{/items}}', '{{sender}}', '|', 'a', '\n', '{{item.due|x}}'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join('')),
        ),
        (text) => {
          const { nodes, problems } = parseText(text);
          expect(Array.isArray(nodes)).toBe(true);
          expect(changed({ text }).length).toBeGreaterThanOrEqual(problems.length > 0 ? 1 : 0);
        },
      ),
    );
  });
});
