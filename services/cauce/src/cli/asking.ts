import { FolderHeldError } from '@cauce/adapters/sqlite';
import type { HostAddress } from '../api/client.ts';
import { type ArgsOf, type OperationName, operations, type ResultOf } from '../operations/index.ts';
import { type GlobalOptions, withApp } from './context.ts';
import { hostOf, remoteLines, remotely, systemOf } from './remote.ts';

type Streamed = 'export-contacts' | 'export-events';

/** Does it through the system that is named; else on the folder, or where a host holds it, through that host. */
const either = async <T>(
  options: GlobalOptions,
  here: () => Promise<T>,
  there: (host: HostAddress) => Promise<T>,
): Promise<T> => {
  const system = systemOf(options);
  if (system) return there(system);
  try {
    return await here();
  } catch (error) {
    const host = error instanceof FolderHeldError ? hostOf(options, error.holder) : null;
    if (host === null) throw error;
    return there(host);
  }
};

/** Asks for an operation and waits for its result, which must not be a stream. */
export const ask = async <N extends Exclude<OperationName, Streamed>>(
  options: GlobalOptions,
  name: N,
  args: ArgsOf<N>,
): Promise<ResultOf<N>> => {
  const operation = operations[name] as (app: unknown, args: ArgsOf<N>) => Promise<ResultOf<N>>;
  return either(
    options,
    () => withApp(options, name, args, (app) => operation(app, args)),
    (host) => remotely(host, name, args),
  );
};

/** Asks for an operation that gives many results, and hands each on while the folder is open. */
export const askLines = async <T>(
  options: GlobalOptions,
  name: Streamed,
  args: object,
  each: (lines: AsyncIterable<T>) => Promise<void>,
): Promise<void> =>
  either(
    options,
    () =>
      withApp(options, name, {}, async (app) =>
        each((await operations[name](app, args)) as AsyncIterable<T>),
      ),
    (host) => each(remoteLines<T>(host, name, args)),
  );
