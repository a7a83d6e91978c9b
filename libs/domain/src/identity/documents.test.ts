import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as digits from './check-digits.ts';
import { documentType, identityDocument } from './documents.ts';

describe('identityDocument', () => {
  // Published examples: RUT of Chilean companies, SUNAT's and SAT's own numbers, DIAN's worked example, Receita Federal's.
  it.each([
    ['CL', 'RUT', '12.345.678-5', '123456785', 'natural'],
    ['CL', 'run', '76.192.083-9', '761920839', 'legal'],
    ['CL', 'RUT', '0012345678-5', '123456785', 'natural'],
    ['CO', 'NIT', '899.999.068-1', '8999990681', 'legal'],
    ['CO', 'NIT', '899999068', '8999990681', 'legal'],
    ['CO', 'Cédula de ciudadanía', '1.020.304.050', '1020304050', 'natural'],
    ['AR', 'C.U.I.T.', '30-50001091-2', '30500010912', 'legal'],
    ['AR', 'CUIL', '20-12345678-6', '20123456786', 'natural'],
    ['AR', 'DNI', '12.345.678', '12345678', 'natural'],
    ['MX', 'RFC', 'GODE561231GR8', 'GODE561231GR8', 'natural'],
    ['MX', 'RFC', 'SAT970701NN3', 'SAT970701NN3', 'legal'],
    ['MX', 'CURP', 'HEGG560427MVZRRL04', 'HEGG560427MVZRRL04', 'natural'],
    ['PE', 'RUC', '20131312955', '20131312955', 'legal'],
    ['PE', 'DNI', '01234567', '01234567', 'natural'],
    ['BR', 'CPF', '529.982.247-25', '52998224725', 'natural'],
    ['BR', 'CNPJ', '11.222.333/0001-81', '11222333000181', 'legal'],
    ['BR', 'CNPJ', '12.ABC.345/01DE-35', '12ABC34501DE35', 'legal'],
  ])('%s %s %s', (country, type, text, number, holder) => {
    expect(identityDocument(country, type, text)).toEqual({
      ok: true,
      value: { country, type: documentType(type), number, holder },
    });
  });

  it('keeps the signs of an issuer’s own number, and takes the types of a country that it does not know', () => {
    expect(identityDocument('US', 'issuer', ' 0379-nevhp ')).toMatchObject({
      value: { type: 'ISSUER', number: '0379-NEVHP' },
    });
    expect(identityDocument('VE', 'V', '12.345.678')).toMatchObject({
      value: { type: 'V', number: '12345678' },
    });
  });

  it.each([
    ['CL', 'RUT', '12345678-4', /expected 5$/],
    ['CO', 'NIT', '899999068-2', /expected 1$/],
    ['PE', 'RUC', '20131312956', /expected 5$/],
    ['BR', 'CPF', '529.982.247-26', /expected 25$/],
    ['CL', 'NIT', '1', /a type that CL does not have; known: RUT/],
    ['PE', 'DNI', '1234567', /is not 8 digits$/],
    ['MX', 'RFC', 'XAXX010101000', /identifies nobody$/],
    ['CL', 'RUT', '11.111.111-1', /identifies nobody$/],
    ['US', 'ISSUER', '  ', /is empty$/],
  ])('refuses %s %s %s', (country, type, text, message) => {
    const result = identityDocument(country, type, text);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.error).toMatch(/^INVALID_DOCUMENT: /);
      expect(result.error).toMatch(message);
    }
  });

  it('notices every change of one digit', () => {
    const schemes = [
      { length: 8, digit: digits.rutDigit },
      { length: 9, digit: digits.nitDigit },
      { length: 10, digit: digits.cuitDigit },
      { length: 10, digit: digits.rucDigit },
      { length: 9, digit: digits.cpfDigits },
      { length: 12, digit: digits.cnpjDigits },
    ];
    for (const { length, digit } of schemes) {
      fc.assert(
        fc.property(
          fc.array(fc.nat(9), { minLength: length, maxLength: length }),
          fc.nat(length - 1),
          fc.integer({ min: 1, max: 9 }),
          (body, at, shift) => {
            const changed = body.with(at, ((body[at] ?? 0) + shift) % 10);
            // Where 10 and 11 share a digit (RUC, NIT, CPF, CNPJ), a change may hide between those two: the scheme's own weakness.
            const [one, other] = [digit(body.join('')), digit(changed.join(''))];
            return (
              one !== other ||
              one === undefined ||
              /^[01]/.test(one) ||
              one.endsWith('0') ||
              one.endsWith('1')
            );
          },
        ),
      );
    }
  });
});
