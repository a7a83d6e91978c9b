import { err, ok, type Result } from '@cauce/kernel';
import type { Fault } from './form.ts';
import type { Template } from './template.ts';

type Check = readonly [what: string, passes: (value: unknown) => boolean];

const oneOf = (...allowed: readonly string[]): Check => [
  allowed.map((one) => `"${one}"`).join(' or '),
  (value) => allowed.some((one) => one === value),
];
const TEXT: Check = ['text', (value) => typeof value === 'string' && value.trim() !== ''];
const NAME: Check = [
  'small letters, digits, "-" and "_"',
  (value) => typeof value === 'string' && /^[a-z][a-z\d_-]*$/.test(value),
];
const VERSION: Check = ['a whole number from 1', (value) => Number.isSafeInteger(value) && Number(value) > 0];
const WORDS: Check = [
  'texts by tag',
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string'),
];

const CODE = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;
const JURISDICTIONS: Check = [
  'left out, "lawful", or a list of codes like "US" or "US-MA"',
  (value) =>
    value === undefined ||
    value === 'lawful' ||
    (Array.isArray(value) && value.length > 0 && value.every((one) => CODE.test(one))),
];

const ANY: Readonly<Record<string, Check>> = {
  name: NAME,
  version: VERSION,
  language: oneOf('es', 'en', 'pt'),
  kind: oneOf('due_soon', 'overdue', 'presentation'),
  jurisdictions: JURISDICTIONS,
  text: TEXT,
  fallbacks: WORDS,
};
const EMAIL = { ...ANY, subject: TEXT, html: TEXT };
const SMS = { ...ANY, alphabet: oneOf('gsm7', 'unicode') };

/** A template as its file holds it, or what keeps it from being one: that of a short message names its `alphabet`. */
export const readTemplate = (content: unknown): Result<Template, readonly Fault[]> => {
  if (typeof content !== 'object' || content === null) return err([{ where: 'it', problem: 'is no object' }]);
  const fields = new Map<string, unknown>(Object.entries(content));
  const checks: Readonly<Record<string, Check>> = fields.has('alphabet') ? SMS : EMAIL;
  const faults = [
    ...Object.entries(checks).flatMap(([where, [what, passes]]) =>
      passes(fields.get(where)) ? [] : [{ where, problem: `must be ${what}` }],
    ),
    ...[...fields.keys()]
      .filter((where) => !Object.hasOwn(checks, where))
      .map((where) => ({ where, problem: 'is not known' })),
  ];
  return faults.length > 0 ? err(faults) : ok(content as Template);
};
