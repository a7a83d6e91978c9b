import { describe, expect, it } from '@jest/globals';
import { readTemplate } from './read.ts';
import { STANDARD_TEMPLATES } from './standard/index.ts';

const [mail] = STANDARD_TEMPLATES;

describe('a template as a file holds it', () => {
  it.each([[['US-NYC', 'MX']], ['lawful']])('may say that it is for %j', (jurisdictions) => {
    expect(readTemplate({ ...mail, jurisdictions })).toMatchObject({ ok: true });
  });

  it('is read as what it is', () => {
    for (const one of STANDARD_TEMPLATES)
      expect(readTemplate(JSON.parse(JSON.stringify(one)))).toEqual({ ok: true, value: one });
  });

  it.each<[object, string, string]>([
    [{ version: 0 }, 'version', 'a whole number from 1'],
    [{ version: '1' }, 'version', 'a whole number from 1'],
    [{ name: 'A name' }, 'name', 'small letters'],
    [{ language: 'fr' }, 'language', '"es" or "en" or "pt"'],
    [{ kind: 'threat' }, 'kind', '"due_soon" or'],
    [{ subject: ' ' }, 'subject', 'text'],
    [{ html: undefined }, 'html', 'text'],
    [{ fallbacks: { contact: 1 } }, 'fallbacks', 'texts by tag'],
    [{ fallbacks: [] }, 'fallbacks', 'texts by tag'],
    [{ footer: 'x' }, 'footer', 'is not known'],
    [{ jurisdictions: 'US' }, 'jurisdictions', '"lawful"'],
    [{ jurisdictions: null }, 'jurisdictions', '"lawful"'],
    [{ jurisdictions: [] }, 'jurisdictions', '"lawful"'],
    [{ jurisdictions: ['usa'] }, 'jurisdictions', '"lawful"'],
    [{ alphabet: 'gsm7' }, 'subject', 'is not known'],
  ])('is refused with %j', (change, where, problem) => {
    const read = readTemplate({ ...mail, ...change });
    expect(read.ok ? [] : read.error).toContainEqual({ where, problem: expect.stringContaining(problem) });
  });

  it.each([null, 'text', 7])('is no %j', (content) => {
    expect(readTemplate(content).ok).toBe(false);
  });
});
