import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STANDARD_TEMPLATES, standardTemplateOf } from '@cauce/domain';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runCli } from './program.ts';
import { forget, heard, listen } from './testing/heard.ts';

const dir = mkdtempSync(join(tmpdir(), 'cauce-templates-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

beforeEach(listen);
afterEach(() => {
  jest.restoreAllMocks();
});

/** What `templates lint` exits with and prints. */
const linted = async (name: string) => {
  forget();
  const code = await runCli(['templates', 'lint', name, '--json']);
  process.exitCode = 0;
  return { code, text: heard.out + heard.err };
};

describe('templates lint', () => {
  it('finds nothing in those of the release, under the law of all packs', async () => {
    for (const name of new Set(STANDARD_TEMPLATES.map((one) => one.name))) {
      const { code, text } = await linted(name);
      expect([code, JSON.parse(text)]).toEqual([
        0,
        { templates: [`${name}.es`, `${name}.en`, `${name}.pt`], findings: [] },
      ]);
    }
  });

  it('names the law against a threat, and exits with 1', async () => {
    const base = standardTemplateOf('sms', 'overdue', 'es');
    const file = join(dir, 'harsh.json');
    writeFileSync(file, JSON.stringify({ ...base, text: `${base.text} Le embargaremos.` }));
    const { code, text } = await linted(file);
    expect(code).toBe(1);
    const { findings } = JSON.parse(text);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ template: 'standard-sms-overdue.es', where: 'text' });
    expect(findings[0].rules).toContainEqual({ pack: 'PE', rule: 'PE-GEN', citation: 'Ley 29571, art. 61' });
  });

  it('asks for the opt-out notice that the law of the United States demands', async () => {
    const base = standardTemplateOf('sms', 'overdue', 'en', ({ jurisdictions }) => !jurisdictions);
    const file = join(dir, 'silent.json');
    writeFileSync(file, JSON.stringify({ ...base, text: base.text.replace('{{optOut.word}}', 'STOP') }));
    const rules = JSON.parse((await linted(file)).text).findings.flatMap(
      (finding: { rules: object[] }) => finding.rules,
    );
    expect(rules).toEqual([{ pack: 'US', rule: 'US-OPTOUT', citation: '12 CFR 1006.6(e)' }]);
  });

  it('asks those that are for all for what the laws of three countries want said of who writes', async () => {
    const { jurisdictions: _, ...base } = standardTemplateOf('email', 'overdue', 'es');
    const file = join(dir, 'lean.json');
    writeFileSync(file, JSON.stringify(base));
    const findings = JSON.parse((await linted(file)).text).findings.map(
      ({ problem, rules }: { problem: string; rules: { rule: string }[] }) => [rules[0]?.rule, problem],
    );
    expect(findings).toEqual([
      ['BR-42A', 'the law demands supplier_identification'],
      ['MX-IDENT', 'the law demands identification_complete'],
      ['US-MINI', 'the law demands debt_collector_disclosure'],
    ]);
  });

  it('says what a file lacks to be a template, and that a name is not known', async () => {
    const file = join(dir, 'bare.json');
    writeFileSync(file, '{"name":"bare"}');
    const { code, text } = await linted(file);
    expect(code).toBe(1);
    expect(JSON.parse(text).findings).toContainEqual(expect.objectContaining({ where: 'version' }));
    const unknown = await linted('bare');
    expect(unknown.code).toBe(2);
    expect(unknown.text).toContain('there is no template bare');
  });
});
