import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FolderHolder } from '@cauce/adapters/sqlite';
import { askDossier, askHost, askHostLines, type HostAddress } from '../api/client.ts';
import type { ArgsOf, OperationName, ResultOf } from '../operations/index.ts';
import { UsageError } from '../operations/usage-error.ts';
import { adminKeyIn } from '../principals/admin-key.ts';
import type { GlobalOptions } from './context.ts';

/** A key speaks for its own principal alone. */
const refuseAs = ({ as }: GlobalOptions): void => {
  if (as !== undefined)
    throw new UsageError(`to a running host ${as} shows a key of its own, by --key, not by --as`);
};

/** The host that holds the folder, null where its holder serves no API. Throws UsageError without a key for it. */
export const hostOf = (options: GlobalOptions, holder: FolderHolder | null): HostAddress | null => {
  if (!holder?.api) return null;
  refuseAs(options);
  const { data, key } = options;
  const shown = key ?? process.env.CAUCE_KEY ?? adminKeyIn(resolve(data));
  if (!shown) throw new UsageError('a host holds this folder: give a key for it, by --key or CAUCE_KEY');
  return { api: holder.api, key: shown };
};

/** The running system that is named, null where none is. Throws UsageError without a key for it. */
export const systemOf = (options: GlobalOptions): HostAddress | null => {
  const { url, key } = options;
  if (url === undefined) return null;
  refuseAs(options);
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(`--url must be the address of an API, not "${url}"`);
  const shown = key ?? process.env.CAUCE_KEY;
  if (!shown) throw new UsageError('give a key for the system at --url, by --key or CAUCE_KEY');
  return { api: url.replace(/\/$/, ''), key: shown };
};

/** A dossier is written here, not where the host runs. */
const dossier = async (
  host: HostAddress,
  { debtor, out }: ArgsOf<'dossier'>,
): Promise<ResultOf<'dossier'>> => {
  const { html, debtorId, verified } = await askDossier(host, debtor);
  await writeFile(out, html);
  return { debtorId, file: resolve(out), bytes: Buffer.byteLength(html), verified };
};

/** Paths mean here what they mean to whoever asks, wherever the host runs. */
const withPaths = (args: object): object =>
  'mapping' in args && typeof args.mapping === 'string' && /[\\/]|\.ya?ml$/i.test(args.mapping)
    ? { ...args, mapping: resolve(args.mapping) }
    : args;

/** Asks the host for what would otherwise be done here. */
export const remotely = async <N extends OperationName>(
  host: HostAddress,
  name: N,
  args: ArgsOf<N>,
): Promise<ResultOf<N>> =>
  (name === 'dossier'
    ? dossier(host, args as ArgsOf<'dossier'>)
    : askHost(host, name, withPaths(args))) as Promise<ResultOf<N>>;

/** The same for an operation that gives many results. */
export const remoteLines = <T>(host: HostAddress, name: OperationName, args: object): AsyncIterable<T> =>
  askHostLines(host, name, args) as AsyncIterable<T>;
