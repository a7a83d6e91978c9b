import { type ArgsOf, type OperationName, operations, type ResultOf } from '../operations/index.ts';
import { type GlobalOptions, withApp } from './context.ts';

/** Asks for an operation and waits for its result, which must not be a stream. */
export const ask = async <N extends OperationName>(
  options: GlobalOptions,
  name: N,
  args: ArgsOf<N>,
): Promise<ResultOf<N>> =>
  withApp(options, async (app) => {
    const operation = operations[name] as (app: unknown, args: ArgsOf<N>) => Promise<ResultOf<N>>;
    return operation(app, args);
  });

/** Asks for an operation that gives many results, and hands each on while the folder is open. */
export const askLines = async <T>(
  options: GlobalOptions,
  name: 'export-contacts' | 'export-events',
  args: object,
  each: (lines: AsyncIterable<T>) => Promise<void>,
): Promise<void> =>
  withApp(options, async (app) => {
    await each((await operations[name](app, args)) as AsyncIterable<T>);
  });
