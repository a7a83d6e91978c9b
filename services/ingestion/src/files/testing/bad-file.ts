import type { TempFolder } from './temp.ts';

/** A hand-made bad file, and what is to come of it under the mapping `cauce`. */
export interface BadFile {
  readonly name: string;
  readonly make: (folder: TempFolder) => string | Promise<string>;
  /** Code of the error of the whole file; or what is said of single lines, and how many lines load. */
  readonly expect:
    | { readonly error: string }
    | { readonly rejects: readonly string[]; readonly taken: number; readonly notes?: string };
}
