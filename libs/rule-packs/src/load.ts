import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePack, type RulePack } from '@cauce/domain';
import { parseJson, whyUnread } from '@cauce/kernel';
import { holidayTest } from './holidays.ts';
import { type PackFile, type PackProblem, readPack } from './lint.ts';

/** Our own packs. Beside both `src` and `dist`. */
export const OWN_PACKS = fileURLToPath(new URL('..', import.meta.url));

/** Thrown when packs cannot be used; carries every problem of every file. */
export class PackError extends Error {
  readonly problems: readonly PackProblem[];

  constructor(problems: readonly PackProblem[]) {
    super(
      problems.map(({ file, rule, reason }) => [file, rule, reason].filter(Boolean).join(': ')).join('\n'),
    );
    this.name = 'PackError';
    this.problems = problems;
  }
}

const contentOf = (file: string): ReturnType<typeof readPack> => {
  let content: unknown;
  try {
    content = parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    return { ok: false, error: [{ file, rule: '', reason: whyUnread(error) }] };
  }
  return readPack(file, content);
};

/**
 * Names of the folders of a folder that hold a `pack.json`, in order.
 * Throws `PackError` where there is no such folder, or none in it.
 */
export const packFoldersIn = (dir: string): string[] => {
  const refused = (reason: string) => new PackError([{ file: dir, rule: '', reason }]);
  let names: string[];
  try {
    names = readdirSync(dir).sort();
  } catch (error) {
    throw refused(whyUnread(error));
  }
  const folders = names.filter((name) => existsSync(join(dir, name, 'pack.json')));
  if (folders.length === 0)
    throw refused('no folder in it holds a pack.json: give the folder that has one for each jurisdiction');
  return folders;
};

/** Where one jurisdiction's packs are given twice. */
const repeated = (packs: readonly { file: string; pack: PackFile }[]): PackProblem[] =>
  packs
    .filter(({ pack }, i) => packs.findIndex((other) => other.pack.jurisdiction === pack.jurisdiction) < i)
    .map(({ file, pack }) => ({
      file,
      rule: '',
      reason: `jurisdiction ${pack.jurisdiction} is given twice`,
    }));

/** Reads one pack file. Throws `PackError` with all that is wrong with it. */
export const readPackFile = (file: string): PackFile => {
  const read = contentOf(file);
  if (!read.ok) throw new PackError(read.error);
  return read.value;
};

/**
 * Reads every `JURISDICTION/pack.json` of a folder, as its file holds it.
 * Throws `PackError` with all problems of all files.
 */
export const readPacks = (dir: string = OWN_PACKS): PackFile[] => {
  const files = packFoldersIn(dir).map((name) => join(dir, name, 'pack.json'));
  const packs: { file: string; pack: PackFile }[] = [];
  const problems: PackProblem[] = [];
  for (const file of files) {
    const read = contentOf(file);
    if (read.ok) packs.push({ file, pack: read.value });
    else problems.push(...read.error);
  }
  problems.push(...repeated(packs));
  if (problems.length > 0) throw new PackError(problems);
  return packs.map(({ pack }) => pack);
};

let own: readonly PackFile[] | undefined;

/** Our own packs, read once: they do not change while a program runs. Throws `PackError`. */
export const ownPacks = (): readonly PackFile[] => {
  own ??= readPacks();
  return own;
};

/** Makes a pack file ready to judge, with its holidays. */
export const compiled = (pack: PackFile, readings: readonly string[] = []): RulePack =>
  compilePack(pack, pack.holidays ? holidayTest(pack.holidays) : () => false, readings);

/**
 * The packs of a folder (our own when none is given), checked and ready to judge.
 * `readings` names the readings wanted where a text can be read in more than one way.
 * Throws `PackError` with every problem: file, rule, reason.
 */
export const loadPacks = (dir?: string, readings: readonly string[] = []): RulePack[] =>
  readPacks(dir).map((pack) => compiled(pack, readings));

const compiledFiles = new WeakMap<PackFile, RulePack>();
const compiledLists = new WeakMap<readonly PackFile[], readonly RulePack[]>();

/** Packs ready to judge; worked out once for each file, and for each list of them. */
export const ready = (packs: readonly PackFile[]): readonly RulePack[] =>
  compiledLists.getOrInsertComputed(packs, () =>
    packs.map((pack) => compiledFiles.getOrInsertComputed(pack, () => compiled(pack))),
  );
