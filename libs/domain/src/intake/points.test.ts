import { describe, expect, it } from '@jest/globals';
import { emailOf, phoneOf } from './points.ts';

describe('phoneOf', () => {
  it.each([
    ['300 123 4567', 'CO', '+573001234567'],
    ['+57 (300) 123-4567', 'CL', '+573001234567'],
    ['9 6123 4567', 'CL', '+56961234567'],
    ['(212) 555-0142', 'US', '+12125550142'],
    ['987654321', 'PE', '+51987654321'],
  ])('%s of %s', (text, country, number) =>
    expect(phoneOf(text, country)).toEqual({ ok: true, value: number }),
  );

  it.each([
    ['123', 'CO'],
    ['3001234567', ''],
    ['tel. 300 123 4567', 'CO'],
    ['+999 123', 'CO'],
  ])('refuses %s of "%s"', (text, country) => {
    const result = phoneOf(text, country);
    expect(result.ok ? result.value : result.error).toMatch(/^INVALID_PHONE: /);
  });
});

describe('emailOf', () => {
  it.each(['Ana.Rojas+x@Correo.example', 'o_brien@x.co', 'a@münchen.de'])('%s', (text) => {
    expect(emailOf(text)).toEqual({ ok: true, value: text.toLowerCase() });
  });

  it.each([
    'ana',
    'ana@',
    '@x.cl',
    'ana@x',
    'a b@x.cl',
    'ana..r@x.cl',
    'ana@-x.cl',
    'a@x.cl,b@x.cl',
    `${'a'.repeat(65)}@x.cl`,
  ])('refuses %s', (text) => {
    const result = emailOf(text);
    expect(result.ok ? result.value : result.error).toMatch(/^INVALID_EMAIL: /);
  });
});
