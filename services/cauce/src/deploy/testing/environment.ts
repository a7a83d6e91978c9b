import {
  ConfigError,
  configOf,
  fileOf,
  kafkaConfigOf,
  namesIn,
  PROGRAMS,
  type ProgramName,
  settingsOf,
} from '@cauce/runtime/config';
import { cauce } from '../../cli/program.ts';
import { commandIn } from './command-table.ts';

export type Environment = Readonly<Record<string, string>>;

const isProgram = (name: string): name is ProgramName => Object.hasOwn(PROGRAMS, name);

/** What the command of a container runs: a program of the distributed profile, or another command of the command line. */
export const programOf = (args: readonly string[]): string => {
  const [file = '', ...words] = args;
  const service = /^services\/([\w-]+)\/dist\/main\.js$/.exec(file)?.[1];
  if (service === undefined) throw new Error(`"${file}" is no program`);
  if (service !== 'cauce') {
    if (!isProgram(service) || words.length > 0) throw new Error(`"${args.join(' ')}" runs no program`);
    return service;
  }
  const command = commandIn(cauce(), words);
  return command === 'serve' ? 'api' : command;
};

/** Values of secrets that a program would take. */
const SAMPLES: Environment = {
  CAUCE_SECRET: 'ab'.repeat(32),
  CAUCE_MASTER_KEY: 'cd'.repeat(32),
  CAUCE_EVENTSTORE_URL: 'esdb://user:password@eventstore.example:2113?tls=true',
};

/** The environment as if each secret had been given and not the path of its file. */
export const opened = (env: Environment): Environment => {
  const secrets = Object.values(PROGRAMS)
    .flatMap(settingsOf)
    .filter(({ secret }) => secret);
  const paths = new Map(secrets.map(({ name }) => [fileOf(name), name]));
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      const secret = paths.get(name);
      return secret === undefined ? [name, value] : [secret, SAMPLES[secret] ?? 'given'];
    }),
  );
};

/** What a program of the distributed profile may be told; of the rest what the command line reads. */
const namesOf = (program: string): readonly string[] => {
  if (isProgram(program)) return namesIn(PROGRAMS[program]);
  return program === 'topics apply' ? namesIn({ kafka: PROGRAMS.api.kafka }) : [];
};

const readBy = (program: string, env: Environment): void => {
  if (isProgram(program)) configOf(program, env);
  if (program === 'topics apply') kafkaConfigOf(env);
};

/** All that is wrong with the environment of a program; `shared`: names that may be there for other programs. */
export const environmentProblems = (
  program: string,
  env: Environment,
  shared: readonly string[] = [],
): string[] => {
  const known = new Set([...namesOf(program), ...shared]);
  const unknown = Object.keys(env).filter((name) => !known.has(name));
  const problems = unknown.map((name) => `${name} is no setting of ${program}`);
  try {
    readBy(program, opened(env));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
  }
  return problems.map((problem) => `${program}: ${problem}`);
};
