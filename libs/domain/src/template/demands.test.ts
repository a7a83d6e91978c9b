import { describe, expect, it } from '@jest/globals';
import type { RuleDefinition } from '../law/index.ts';
import { contentRule } from '../testing/content-rule.ts';
import { lint, said } from './index.ts';
import { STANDARD_EMAILS, standardTemplateOf } from './standard/index.ts';

const here = { jurisdictions: ['XX'] };
const base = { ...standardTemplateOf('sms', 'overdue', 'es'), ...here };

const pack = (...rules: RuleDefinition[]) => [{ jurisdiction: 'XX', rules }];

describe('the rules of content', () => {
  it('are met by what the template says, or named with the law that they come from', () => {
    const demands = contentRule('DEMANDS', {
      parameters: { required: ['opt_out_notice', 'complaint_desk'] },
    });
    expect(lint(base, pack(demands))).toEqual([
      {
        where: 'content',
        problem: 'the law demands complaint_desk',
        rules: [{ pack: 'XX', rule: 'DEMANDS', citation: 'Ley de DEMANDS' }],
      },
    ]);
    expect(lint(base, pack(contentRule('ASKS', { parameters: { required: ['opt_out_notice'] } })))).toEqual(
      [],
    );
  });

  it('are cited where a banned phrase is what they refuse', () => {
    const threat = contentRule('THREAT', { parameters: { refused: [{ threat: true }] } });
    const paper = contentRule('PAPER', { parameters: { refused: [{ simulates_judicial: true }] } });
    const [finding, ...others] = lint(
      { ...base, text: `${base.text} Lo arrestaremos.` },
      pack(threat, paper),
    );
    expect(others).toEqual([]);
    expect(finding?.rules).toEqual([{ pack: 'XX', rule: 'THREAT', citation: 'Ley de THREAT' }]);
  });

  it('are those of the channel', () => {
    const parameters = { required: ['complaint_desk'] };
    const elsewhere = contentRule('CALLS', { parameters, appliesTo: { channels: ['call', 'email'] } });
    expect(lint(base, pack(elsewhere))).toEqual([]);
    expect(lint({ ...standardTemplateOf('email', 'overdue', 'es'), ...here }, pack(elsewhere))).toHaveLength(
      1,
    );
  });

  it('know of an opt-out only where every text that is read has one', () => {
    expect(said([base])).toMatchObject({ opt_out_notice: true });
    expect(said([{ ...base, text: 'Embargo' }])).toMatchObject({ opt_out_notice: false, threat: true });
    const [mail] = STANDARD_EMAILS;
    expect(said(mail ? [{ ...mail, html: 'Hola' }] : [])).toMatchObject({ opt_out_notice: false });
  });

  it('know of an element only where every text that may be sent has it', () => {
    const full = standardTemplateOf('sms', 'overdue', 'es', ({ jurisdictions }) => !jurisdictions);
    const elements = { debt_collector_disclosure: true, identification_complete: true };
    expect(said([full])).toEqual({
      written_demand: true,
      opt_out_notice: true,
      supplier_identification: true,
      ...elements,
    });
    expect(said([full, base])).toMatchObject({ debt_collector_disclosure: false, opt_out_notice: true });
    const without = { ...full, text: full.text.replace('{{howToPay}}', 'en el banco') };
    expect(said([without])).toMatchObject({ ...elements, identification_complete: false });
  });

  it('know nothing of who writes where the book does not say it, whatever stands in its place', () => {
    const full = standardTemplateOf('sms', 'overdue', 'es', ({ jurisdictions }) => !jurisdictions);
    expect(said([full], ['identification'])).toMatchObject({
      debt_collector_disclosure: true,
      supplier_identification: false,
      identification_complete: false,
    });
  });

  it('are named as missing where they refuse what does not say them', () => {
    const collector = contentRule('MINI', {
      parameters: { refused: [{ debt_collector_disclosure: false }] },
    });
    const first = contentRule('FIRST', {
      parameters: { refused: [{ first_contact: true, identification_complete: false }] },
    });
    expect(lint(base, pack(collector, first)).map(({ problem, rules }) => [problem, rules[0]?.rule])).toEqual(
      [
        ['the law demands debt_collector_disclosure', 'MINI'],
        ['the law demands identification_complete', 'FIRST'],
      ],
    );
    expect(
      lint(
        standardTemplateOf('sms', 'overdue', 'es', ({ jurisdictions }) => !jurisdictions),
        pack(collector, first),
      ),
    ).toEqual([]);
  });
});
