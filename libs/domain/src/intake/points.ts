import { err, ok, type Result } from '@cauce/kernel';
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * E.164 of a phone as a file writes it; one without "+" is of the given country (ISO 3166-1 alpha-2).
 * Errors begin with INVALID_PHONE.
 */
export const phoneOf = (text: string, country: string): Result<string> => {
  const options = isSupportedCountry(country)
    ? { defaultCountry: country satisfies CountryCode, extract: false }
    : { extract: false };
  const phone = parsePhoneNumberFromString(text, options);
  return phone?.isValid()
    ? ok(phone.number)
    : err(`INVALID_PHONE: "${text}" is not a phone number of ${country || 'any country'}`);
};

const LONGEST_EMAIL = 254;
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** An e-mail address (RFC 5321 dot-atom, at most 254 characters) in lower case. Errors begin with INVALID_EMAIL. */
export const emailOf = (text: string): Result<string> => {
  const address = text.trim().toLowerCase();
  const [local = ''] = address.split('@');
  return address.length <= LONGEST_EMAIL && local.length <= 64 && EMAIL.test(address)
    ? ok(address)
    : err(`INVALID_EMAIL: "${text}" is not an e-mail address`);
};
