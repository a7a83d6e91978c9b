import { readFileSync } from 'node:fs';
import type { Setting } from './setting.ts';

/** Settings that belong together, and what must hold between them. */
export interface Group {
  readonly settings: { readonly [key: string]: Setting<unknown> };
  /** What is wrong with the values together, each said in full. */
  readonly check?: (values: never) => readonly string[];
}

/** All settings of a program, by group. */
export type Schema = { readonly [group: string]: Group };

type ValuesOf<G extends Group> = {
  readonly [K in keyof G['settings']]: G['settings'][K] extends Setting<infer T> ? T : never;
};

/** What a program is told by its settings. */
export type ConfigOf<S extends Schema> = { readonly [G in keyof S]: ValuesOf<S[G]> };

export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration is wrong; every mistake is said at once, and no secret. */
export class ConfigError extends Error {
  readonly code = 'CONFIG';

  constructor(readonly problems: readonly string[]) {
    super(`the configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const MISSING = Symbol('MISSING');

/** A group whose settings may take values together. */
export const group = <const S extends Group['settings']>(
  settings: S,
  check?: (values: ValuesOf<{ settings: S }>) => readonly string[],
): { readonly settings: S; readonly check?: (values: never) => readonly string[] } => ({
  settings,
  ...(check ? { check: check as (values: never) => readonly string[] } : {}),
});

/** What is wrong with settings that go together, by name: a group's check. */
export const togetherOrNotAtAll = (values: Readonly<Record<string, unknown>>): string[] => {
  const names = Object.keys(values);
  const given = names.filter((name) => values[name] !== undefined);
  if (given.length === 0 || given.length === names.length) return [];
  return [`${names.join(', ')} go together: only ${given.join(', ')} is given`];
};

/** The name of the variable that names a file with a secret. */
export const fileOf = (name: string): string => `${name}_FILE`;

export const settingsOf = (schema: Schema): Setting<unknown>[] =>
  Object.values(schema).flatMap(({ settings }) => Object.values(settings));

/** Every variable that a schema reads. */
export const namesIn = (schema: Schema): string[] =>
  settingsOf(schema).flatMap(({ name, secret }) => (secret ? [name, fileOf(name)] : [name]));

/** The text that was given; undefined where none was. Throws an Error that says what is wrong. */
const given = ({ name, secret }: Setting<unknown>, env: Environment): string | undefined => {
  const file = secret ? env[fileOf(name)] : undefined;
  if (!file) return env[name] || undefined;
  if (env[name]) throw new Error(`is given twice: leave out it or ${fileOf(name)}`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`cannot be read: ${fileOf(name)} must be the path of a file, and is "${file}"`);
  }
};

const read = (setting: Setting<unknown>, env: Environment, problems: string[]): unknown => {
  const { name, secret, fallback, allowed, help } = setting;
  try {
    const text = given(setting, env) ?? fallback;
    if (text === null) return undefined;
    if (text !== undefined) return setting.read(text);
    problems.push(`${name} is missing: it must be ${allowed} (${help})`);
  } catch (error) {
    const shown = secret || !env[name] ? name : `${name} is "${env[name]}": it`;
    problems.push(`${shown} ${(error as Error).message}`);
  }
  return MISSING;
};

/**
 * Reads a program's configuration from the environment. `known`: names that others read; any other that begins with
 * CAUCE_ is a mistake. Throws ConfigError with all that is wrong.
 */
export const readConfig = <S extends Schema>(
  schema: S,
  env: Environment,
  known: ReadonlySet<string> = new Set(),
): ConfigOf<S> => {
  const problems: string[] = [];
  const config = Object.entries(schema).map(([name, { settings, check }]) => {
    const values = Object.entries(settings).map(([key, one]) => [key, read(one, env, problems)] as const);
    const together = Object.fromEntries(values);
    if (check && !values.some(([, value]) => value === MISSING)) problems.push(...check(together as never));
    return [name, together] as const;
  });
  const mine = new Set(namesIn(schema));
  for (const name of Object.keys(env)) {
    if (name.startsWith('CAUCE_') && !mine.has(name) && !known.has(name))
      problems.push(`${name} is a setting of no program`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(config) as ConfigOf<S>;
};
