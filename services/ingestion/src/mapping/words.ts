import { isZone } from '@cauce/kernel';
import { headerKey } from './headers.ts';
import { remembered } from './readers.ts';

/** What files write for a value, in Spanish and English, and its name here. */
const meaningOf = <T extends string>(
  words: Readonly<Record<T, readonly string[]>>,
): ((text: string) => T | undefined) => {
  const find = remembered((text): { readonly name?: T } => {
    const key = headerKey(text);
    for (const name in words) if (headerKey(name) === key || words[name].includes(key)) return { name };
    return {};
  });
  return (text) => find(text).name;
};

export const personKind = meaningOf({
  natural: ['n', 'persona_natural', 'persona_fisica', 'fisica', 'individual', 'person'],
  legal: [
    'j',
    'juridica',
    'persona_juridica',
    'persona_moral',
    'moral',
    'empresa',
    'company',
    'organization',
  ],
});

export const collectorKind = meaningOf({
  first_party: ['propio', 'acreedor', 'creditor', 'propia'],
  third_party: ['tercero', 'terceros', 'agencia', 'agency'],
});

export const debtKind = meaningOf({
  consumer: ['consumo', 'consumidor', 'personal'],
  commercial: ['comercial', 'empresarial', 'business'],
});

/** What a file of payments may also tell of a debt. */
export const movementKind = meaningOf({
  payment: ['pago', 'abono', 'pago_verificado', 'verificado'],
  unverified: ['pago_a_verificar', 'pago_por_verificar', 'pago_no_verificado', 'no_verificado'],
  promise: ['compromiso_de_pago', 'compromiso', 'promesa_de_pago', 'promise_to_pay'],
  adjustment: ['ajuste'],
  cancellation: ['anulacion', 'anulado'],
});

export const contactChannel = meaningOf({
  email: ['correo', 'mail', 'e_mail', 'correo_electronico'],
  sms: ['mensaje_de_texto', 'text'],
  whatsapp: ['wa', 'wsp'],
  call: ['llamada', 'phone', 'telefono', 'voz'],
  ivr: [],
  push: [],
  letter: ['carta', 'post'],
  visit: ['visita'],
});

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** A BCP 47 language, in lower case up to its first dash ("ES" → "es"). */
export const languageOf = (text: string): string | undefined => {
  const key = headerKey(text);
  if (key === 'espanol' || key === 'spanish') return 'es';
  if (key === 'ingles' || key === 'english') return 'en';
  if (key === 'portugues' || key === 'portuguese') return 'pt';
  return LANGUAGE.test(text) ? text.replace(/^[^-]+/, (language) => language.toLowerCase()) : undefined;
};

const COUNTRY = /^[a-z]{2}$/i;

const COUNTRIES: Readonly<Record<string, string>> = {
  argentina: 'AR',
  brasil: 'BR',
  brazil: 'BR',
  chile: 'CL',
  colombia: 'CO',
  mexico: 'MX',
  peru: 'PE',
  estados_unidos: 'US',
  united_states: 'US',
};

/** ISO 3166-1 alpha-2 of a country's code or name. */
export const countryOf = (text: string): string | undefined =>
  COUNTRY.test(text) ? text.toUpperCase() : COUNTRIES[headerKey(text)];

const zones = remembered((text): { readonly zone?: string } => (isZone(text) ? { zone: text } : {}));

/** An IANA time zone that this machine knows. */
export const zoneOf = (text: string): string | undefined => zones(text).zone;
