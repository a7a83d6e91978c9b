/** Sum of digit × weight, the weights running along the digits from the left. */
const weighted = (digits: string, weights: readonly number[]): number => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++)
    sum += (digits.charCodeAt(index) - 48) * (weights[index] ?? 0);
  return sum;
};

const elevenMinus = (sum: number): number => 11 - (sum % 11);

/** Chile, RUT: weights 2…7 from the right, modulo 11; 10 is written K (Servicio de Impuestos Internos). */
export const rutDigit = (body: string): string => {
  const weights = Array.from(body, (_digit, index) => 2 + ((body.length - 1 - index) % 6));
  const digit = elevenMinus(weighted(body, weights));
  return digit === 11 ? '0' : digit === 10 ? 'K' : String(digit);
};

const NIT_WEIGHTS = [71, 67, 59, 53, 47, 43, 41, 37, 29, 23, 19, 17, 13, 7, 3];

/** Colombia, NIT: prime weights from the right, modulo 11 (DIAN, Orden Administrativa 4 de 1989). */
export const nitDigit = (body: string): string => {
  const rest = weighted(body.padStart(15, '0'), NIT_WEIGHTS) % 11;
  return String(rest > 1 ? 11 - rest : rest);
};

const ELEVEN_DIGIT_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Argentina, CUIT and CUIL: modulo 11 over ten digits; a remainder of 10 is never issued (AFIP), so it has no digit. */
export const cuitDigit = (body: string): string | undefined => {
  const digit = elevenMinus(weighted(body, ELEVEN_DIGIT_WEIGHTS));
  return digit === 11 ? '0' : digit === 10 ? undefined : String(digit);
};

/** Peru, RUC: modulo 11 over ten digits (SUNAT). */
export const rucDigit = (body: string): string =>
  String(elevenMinus(weighted(body, ELEVEN_DIGIT_WEIGHTS)) % 10);

const RFC_VALUES = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';

/** Mexico, RFC: weights 13…2 over twelve characters, modulo 11; 10 is written A (SAT, Anexo 20). */
export const rfcDigit = (body: string): string => {
  const padded = body.padStart(12, ' ');
  let sum = 0;
  for (let index = 0; index < 12; index++) sum += RFC_VALUES.indexOf(padded[index] ?? ' ') * (13 - index);
  const rest = sum % 11;
  return rest === 0 ? '0' : rest === 1 ? 'A' : String(11 - rest);
};

const CURP_VALUES = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Mexico, CURP: weights 18…2 over seventeen characters, modulo 10 (RENAPO, Instructivo normativo). */
export const curpDigit = (body: string): string => {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += CURP_VALUES.indexOf(body[index] ?? '0') * (18 - index);
  return String((10 - (sum % 10)) % 10);
};

const brazilianDigit = (body: string, longestWeight: number): string => {
  const weights = Array.from(body, (_digit, index) => 2 + ((body.length - 1 - index) % (longestWeight - 1)));
  const rest = weighted(body, weights) % 11;
  return rest < 2 ? '0' : String(11 - rest);
};

const twice = (body: string, longestWeight: number): string => {
  const first = brazilianDigit(body, longestWeight);
  return first + brazilianDigit(body + first, longestWeight);
};

/** Brazil, CPF: two digits, weights 2…11 from the right, modulo 11 (Receita Federal). */
export const cpfDigits = (body: string): string => twice(body, 11);

/** Brazil, CNPJ: two digits, weights 2…9; letters count as their ASCII code minus 48 (IN RFB 2.229/2024). */
export const cnpjDigits = (body: string): string => twice(body, 9);
