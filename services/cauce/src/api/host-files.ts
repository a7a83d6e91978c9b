import { isUpload } from '../host/uploads.ts';
import { invalid } from '../host/usage-error.ts';
import type { ApiRequest } from './http.ts';

/** A mapping that is a file, and not the name of a ready one. */
const IS_PATH = /[\\/]|\.ya?ml$/i;

/**
 * Files of the host's machine are for its admin to name, who could open them anyway: what is wrong with a file is told
 * in its own words, so that whoever may import could read what the host may read. Throws InvalidArgumentsError.
 */
export const refuseHostFiles = (
  { principal }: ApiRequest,
  dir: string,
  { file, mapping }: { readonly file?: string; readonly mapping?: string },
): void => {
  if (principal?.role === 'admin') return;
  const named = (path: string | undefined): boolean => path !== undefined && !isUpload(dir, path);
  for (const [argument, isNamed] of [
    ['file', named(file)],
    ['mapping', named(mapping) && IS_PATH.test(mapping ?? '')],
  ] as const) {
    if (isNamed)
      throw invalid(argument, 'must be what POST /files answered: only an admin names files of the host');
  }
};
