import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validate } from 'class-validator';
import { InvalidArgumentsError } from './problems.ts';

/** What every edge asks of arguments: nothing but what is declared. */
export const STRICT = { whitelist: true, forbidNonWhitelisted: true } as const;

/** What is wrong, each problem on its own. */
export const problemsIn = (errors: readonly ValidationError[]): string[] =>
  errors.flatMap(({ constraints = {}, children = [] }) => [
    ...Object.values(constraints),
    ...problemsIn(children),
  ]);

/** Arguments without those that are null, which are left out. */
export const given = (content: object): object =>
  Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));

/** Arguments that come from elsewhere, checked as the API checks its own. Throws InvalidArgumentsError. */
export const checked = async <T extends object>(dto: new () => T, content: unknown): Promise<T> => {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new InvalidArgumentsError(['it must be an object']);
  const args = plainToInstance(dto, given(content), { exposeUnsetFields: false });
  const problems = problemsIn(await validate(args, STRICT));
  if (problems.length > 0) throw new InvalidArgumentsError(problems);
  return args;
};
