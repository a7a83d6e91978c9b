import * as digits from './check-digits.ts';

/** How a country writes one kind of document. */
export interface DocumentRule {
  /** What the normalised number looks like, its check digits included. */
  readonly pattern: RegExp;
  /** For people: "11 digits". */
  readonly shape: string;
  /** How many characters at the end are check digits, and what they should be. */
  readonly check?: { readonly length: number; readonly of: (body: string) => string | undefined };
  /** What kind of person holds such a number, where it tells. */
  readonly holder?: (number: string) => 'natural' | 'legal' | undefined;
}

const digitRule = (least: number, most: number): DocumentRule => ({
  pattern: new RegExp(`^[0-9]{${least},${most}}$`),
  shape: least === most ? `${least} digits` : `${least} to ${most} digits`,
  holder: () => 'natural',
});

const ALPHANUMERIC: DocumentRule = { pattern: /^[0-9A-Z]{4,20}$/, shape: '4 to 20 letters and digits' };
const FOREIGNER: DocumentRule = { ...ALPHANUMERIC, holder: () => 'natural' };

/** Document types by country; a passport is of every country. */
export const DOCUMENT_TYPES: Readonly<Record<string, Readonly<Record<string, DocumentRule>>>> = {
  AR: {
    CUIT: {
      pattern: /^[0-9]{11}$/,
      shape: '11 digits',
      check: { length: 1, of: digits.cuitDigit },
      holder: (number) => (number.startsWith('3') ? 'legal' : 'natural'),
    },
    DNI: digitRule(7, 8),
  },
  BR: {
    CNPJ: {
      pattern: /^[0-9A-Z]{12}[0-9]{2}$/,
      shape: '12 letters or digits and 2 check digits',
      check: { length: 2, of: digits.cnpjDigits },
      holder: () => 'legal',
    },
    CPF: { ...digitRule(11, 11), check: { length: 2, of: digits.cpfDigits } },
  },
  CL: {
    RUT: {
      pattern: /^[0-9]{6,8}[0-9K]$/,
      shape: '6 to 8 digits and a check digit',
      check: { length: 1, of: digits.rutDigit },
      holder: (number) => (Number(number.slice(0, -1)) >= 50_000_000 ? 'legal' : 'natural'),
    },
  },
  CO: {
    CC: digitRule(5, 10),
    CE: FOREIGNER,
    NIT: {
      pattern: /^[0-9]{6,16}$/,
      shape: 'digits and a check digit',
      check: { length: 1, of: digits.nitDigit },
      holder: (number) => (/^[89][0-9]{9}$/.test(number) ? 'legal' : undefined),
    },
    PPT: FOREIGNER,
    TI: digitRule(10, 11),
  },
  MX: {
    CURP: {
      pattern: /^[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]$/,
      shape: '18 characters as RENAPO issues them',
      check: { length: 1, of: digits.curpDigit },
      holder: () => 'natural',
    },
    RFC: {
      pattern: /^[A-ZÑ&]{3,4}[0-9]{6}[0-9A-Z]{2}[0-9A]$/,
      shape: '12 or 13 characters with the homoclave',
      check: { length: 1, of: digits.rfcDigit },
      holder: (number) => (number.length === 12 ? 'legal' : 'natural'),
    },
  },
  PE: {
    CE: FOREIGNER,
    DNI: digitRule(8, 8),
    RUC: {
      pattern: /^(10|15|16|17|20)[0-9]{9}$/,
      shape: '11 digits that begin with 10, 15, 16, 17 or 20',
      check: { length: 1, of: digits.rucDigit },
      holder: (number) => (number.startsWith('20') ? 'legal' : 'natural'),
    },
  },
};

/** What files call a document type, letters and digits only in upper case, and its name here. */
export const TYPE_ALIASES: Readonly<Record<string, string>> = {
  CARNEDEEXTRANJERIA: 'CE',
  CARNETDEEXTRANJERIA: 'CE',
  CEDULA: 'CC',
  CEDULADECIUDADANIA: 'CC',
  CEDULADEEXTRANJERIA: 'CE',
  CUIL: 'CUIT',
  DOCUMENTONACIONALDEIDENTIDAD: 'DNI',
  EMISOR: 'ISSUER',
  LE: 'DNI',
  OTHER: 'ISSUER',
  OTRO: 'ISSUER',
  OTROS: 'ISSUER',
  PASAPORTE: 'PASSPORT',
  PAS: 'PASSPORT',
  RUN: 'RUT',
  TARJETADEIDENTIDAD: 'TI',
};

/** Issued to everybody who has none (SAT, Anexo 20): taken as an identity, strangers would become one debtor. */
export const SHARED_NUMBERS: ReadonlySet<string> = new Set(['XAXX010101000', 'XEXX010101000']);

/** The rule of a type in a country; none where the country's documents are not known here. */
export const documentRule = (country: string, type: string): DocumentRule | undefined =>
  type === 'PASSPORT' ? FOREIGNER : DOCUMENT_TYPES[country]?.[type];
