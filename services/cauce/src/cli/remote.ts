import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname, isAbsolute, resolve } from 'node:path';
import type { FolderHolder } from '@cauce/adapters/sqlite';
import type { ImportReport } from '@cauce/ingestion';
import { askDossier, askHost, askHostLines, fetchRejects, type HostAddress, handIn } from '../api/client.ts';
import { UsageError } from '../host/usage-error.ts';
import type { ArgsOf, OperationName, ResultOf } from '../operations/index.ts';
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
  const own = key ?? process.env.CAUCE_KEY;
  // Whoever has no admin's key hands files in, though the host may be on this machine.
  if (own) return { api: holder.api, key: own, elsewhere: true };
  const admins = adminKeyIn(resolve(data));
  if (!admins) throw new UsageError('a host holds this folder: give a key for it, by --key or CAUCE_KEY');
  return { api: holder.api, key: admins };
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
  return { api: url.replace(/\/$/, ''), key: shown, elsewhere: true };
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

/** What operations are told that may be a file. */
const FILES = ['file', 'mapping'] as const;

/** Files of this machine are handed in; what is not here is left to the host to find. */
const withFiles = async (host: HostAddress, args: object): Promise<object> => {
  const given: Record<string, unknown> = { ...args };
  for (const name of FILES) {
    const path = given[name];
    if (typeof path !== 'string' || !isAbsolute(path) || !existsSync(path)) continue;
    const onProgress =
      name === 'file' && typeof given.onProgress === 'function' ? given.onProgress : undefined;
    given[name] = await handIn(host, path, onProgress as Parameters<typeof handIn>[2]);
  }
  return given;
};

/** The lines that an import turned away are brought here: the host's own file may be out of reach. */
const withRejects = async (host: HostAddress, report: ImportReport): Promise<ImportReport> => {
  const { rejectsFile, importId } = report;
  if (rejectsFile === null) return report;
  const here = resolve(`${importId}.rejects${extname(rejectsFile)}`);
  await fetchRejects(host, importId, here);
  return { ...report, rejectsFile: here };
};

/** Asks the host for what would otherwise be done here. */
export const remotely = async <N extends OperationName>(
  host: HostAddress,
  name: N,
  args: ArgsOf<N>,
): Promise<ResultOf<N>> => {
  if (name === 'dossier') return dossier(host, args as ArgsOf<'dossier'>) as Promise<ResultOf<N>>;
  const asked = withPaths(args);
  if (!host.elsewhere) return askHost(host, name, asked) as Promise<ResultOf<N>>;
  const result = await askHost(host, name, await withFiles(host, asked));
  return (name === 'import' ? withRejects(host, result as ImportReport) : result) as Promise<ResultOf<N>>;
};

/** The same for an operation that gives many results. */
export const remoteLines = <T>(host: HostAddress, name: OperationName, args: object): AsyncIterable<T> =>
  askHostLines(host, name, args) as AsyncIterable<T>;
