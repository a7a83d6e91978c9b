import { err, ok, type Result } from '@cauce/kernel';
import { nitDigit } from './check-digits.ts';
import { DOCUMENT_TYPES, documentRule, SHARED_NUMBERS, TYPE_ALIASES } from './document-types.ts';

/** An identity document, normalised: the same person gives the same three texts whatever file they come from. */
export interface IdentityDocument {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** "CC", "RUT" … or "ISSUER" for a number that the creditor itself gave. */
  readonly type: string;
  readonly number: string;
  /** What kind of person holds it, where the number tells. */
  readonly holder?: 'natural' | 'legal';
}

const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u0302\u0304-\u036f]/g, '')
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^0-9A-ZÑ&]/g, '');

/** The name here of what a file calls a document type: "C.C." → "CC", "Cédula de ciudadanía" → "CC". */
export const documentType = (text: string): string => {
  const letters = bare(text);
  return TYPE_ALIASES[letters] ?? letters;
};

/** Zeros before a number that is counted, not written at a fixed length, say nothing. */
const ZEROS_SAY_NOTHING: ReadonlySet<string> = new Set(['AR DNI', 'CL RUT', 'CO CC', 'CO NIT']);

/** Colombians write a NIT with or without its check digit: nine digits without a dash lack it. */
const completed = (country: string, type: string, text: string, number: string): string =>
  country === 'CO' && type === 'NIT' && /^[0-9]{9}$/.test(number) && !/-\s*[0-9]\s*$/.test(text)
    ? number + nitDigit(number)
    : number;

/**
 * Normalises a document and proves its check digit.
 * An issuer's own number keeps its signs (1-23 and 12-3 are two people); every other loses dots, dashes and spaces.
 * Errors begin with INVALID_DOCUMENT and say what was expected.
 */
export const identityDocument = (
  country: string,
  typeText: string,
  numberText: string,
): Result<IdentityDocument> => {
  const type = documentType(typeText);
  const refuse = (why: string) => err(`INVALID_DOCUMENT: ${type} "${numberText}" ${why}`);
  if (type === 'ISSUER') {
    const number = numberText.trim().toUpperCase().replace(/\s+/g, ' ');
    return number === '' ? refuse('is empty') : ok({ country, type, number });
  }
  const rule = documentRule(country, type);
  const known = DOCUMENT_TYPES[country];
  if (!rule && known)
    return refuse(
      `has a type that ${country} does not have; known: ${Object.keys(known).join(', ')}, PASSPORT, ISSUER`,
    );
  const signless = bare(numberText);
  const counted = ZEROS_SAY_NOTHING.has(`${country} ${type}`) ? signless.replace(/^0+/, '') : signless;
  const number = completed(country, type, numberText, counted);
  if (!rule) return number === '' ? refuse('is empty') : ok({ country, type, number });
  if (!rule.pattern.test(number)) return refuse(`is not ${rule.shape}`);
  if (SHARED_NUMBERS.has(number)) return refuse('is a generic number that identifies nobody');
  if (/^(\d)\1+$/.test(number)) return refuse('is one digit repeated, which identifies nobody');
  if (rule.check) {
    const cut = number.length - rule.check.length;
    const expected = rule.check.of(number.slice(0, cut));
    if (expected === undefined) return refuse('cannot exist: no check digit fits it');
    if (expected !== number.slice(cut)) {
      return refuse(`has check digit ${number.slice(cut)}; expected ${expected}`);
    }
  }
  const holder = rule.holder?.(number);
  return ok(holder === undefined ? { country, type, number } : { country, type, number, holder });
};
