import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validate } from 'class-validator';
import { type ArgumentProblem, InvalidArgumentsError, UsageError } from '../host/usage-error.ts';

/** What every edge asks of arguments: nothing but what is declared. */
export const STRICT = { whitelist: true, forbidNonWhitelisted: true } as const;

/** What a check says of an argument, without its name. */
const wordsOf = (check: string, said: string, argument: string): string => {
  if (check === 'whitelistValidation') return 'is not known here';
  const [each, own] = [`each value in ${argument} must `, `${argument} `];
  if (said.startsWith(each)) return `must each ${said.slice(each.length)}`;
  return said.startsWith(own) ? said.slice(own.length) : said;
};

/** What is wrong, each problem on its own; of what is missing, that alone. */
export const problemsIn = (errors: readonly ValidationError[]): ArgumentProblem[] =>
  errors.flatMap(({ property: argument, value, constraints = {} }) =>
    value === undefined || value === ''
      ? [{ argument, problem: value === '' ? 'must not be empty' : 'must be given' }]
      : Object.entries(constraints).map(([check, said]) => ({
          argument,
          problem: wordsOf(check, said, argument),
        })),
  );

/** Arguments without those that are null, which are left out. */
export const given = (content: object): object =>
  Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));

/** Arguments that come from elsewhere, checked as the API checks its own. Throws UsageError. */
export const checked = async <T extends object>(dto: new () => T, content: unknown): Promise<T> => {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError('it must be an object');
  const args = plainToInstance(dto, given(content), { exposeUnsetFields: false });
  const problems = problemsIn(await validate(args, STRICT));
  if (problems.length > 0) throw new InvalidArgumentsError(problems);
  return args;
};
