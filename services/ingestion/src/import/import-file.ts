import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { PortfolioInput, Reject } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { Cause, Core } from '@cauce/runtime';
import { type MapOptions, type MappedFile, openMapped } from '../mapping/map-file.ts';
import type { MappedLine } from '../mapping/map-line.ts';
import type { Mapping } from '../mapping/schema.ts';
import { booksOf } from './books.ts';
import { endPlacements } from './end-placements.ts';
import { Importer } from './importer.ts';
import { rehearsing } from './rehearsal.ts';
import { type ImportReport, Tally } from './report.ts';
import { type Closing, closingsOf, NOTHING_TO_CLOSE } from './snapshot.ts';

export interface ImportOptions {
  readonly path: string;
  readonly mapping: Mapping;
  /** Code of the portfolio, in place of the mapping's. */
  readonly portfolio?: string;
  readonly dryRun?: boolean;
  /** A person has agreed to close more than a tenth of a portfolio, and to change its law, zone, collector or kind. */
  readonly yes?: boolean;
  readonly actor: Cause['actor'];
  readonly onProgress?: (bytesRead: number, totalBytes: number) => void;
  /** Takes the source lines of what was turned away; gives the path of the file they are in. */
  readonly rejects: RejectSink;
}

export interface RejectSink {
  open(importId: Uuid, file: MappedFile): Promise<RejectWriter>;
}

export interface RejectWriter {
  add(line: MappedLine, rejects: readonly Reject[]): Promise<void>;
  /** Null when nothing was turned away. */
  close(): Promise<string | null>;
}

/** A snapshot would close more than a tenth of a portfolio, and nobody has said yes. Nothing was written. */
export class TooManyClosingsError extends Error {
  constructor(alarms: readonly string[]) {
    super(
      `TOO_MANY_CLOSINGS: ${alarms.join('; ')}: absent from a snapshot means withdrawn. If that is right, run it again with --yes; nothing was written`,
    );
    this.name = 'TooManyClosingsError';
  }
}

/** The file could not be read to its end after some of it was taken in. */
export class ImportBrokenOffError extends Error {
  constructor(cause: unknown, { rows, accepted, rejected }: Tally) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `${why}. Broken off after ${rows} rows, ${accepted} of them taken in and ${rejected} rejected; when it is put right, import it again: what was taken in is not taken twice`,
      { cause },
    );
    this.name = 'ImportBrokenOffError';
  }
}

/** SHA-256 of a file's bytes. */
const digestOf = async (path: string): Promise<string> => {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return digest.digest('hex');
};

/**
 * How a file is read over what a folder holds: a portfolio's terms that neither the file nor the mapping says are
 * those on file; a portfolio given by its code alone is the one of that code on file, where the mapping names no
 * creditor.
 */
export const mapOptionsOf = async (
  core: Pick<Core, 'log' | 'store'>,
  mapping: Mapping,
  code: string | undefined,
): Promise<MapOptions> => {
  const books = await booksOf(core);
  const onFile = books.map(
    ({ creditor, code: name, jurisdiction, currency }): PortfolioInput => ({
      creditor,
      code: name,
      jurisdiction,
      currency,
    }),
  );
  if (code === undefined) return { onFile };
  const [book, ...others] = books.filter((one) => one.code === code);
  const known = book && others.length === 0 && !mapping.portfolio?.creditor;
  return { onFile, portfolio: { code, ...(known ? { creditor: book.creditor } : {}) } };
};

/** Takes in the lines of an opened file and withdraws what a snapshot lacks. */
const takeIn = async (
  core: Core,
  importId: Uuid,
  options: ImportOptions,
  file: MappedFile,
  closing: Closing,
): Promise<ImportReport> => {
  const { mapping, dryRun = false, yes = false, actor } = options;
  const startedAt = instantText(core.clock.now());
  const cause: Cause = { actor, causationId: importId, correlationId: importId };
  const importer = new Importer(core, importId, cause, { headerOf: file.headerOf, dryRun, yes });
  const writer = dryRun ? null : await options.rejects.open(importId, file);
  const tally = new Tally();
  let rejectsFile: string | null = null;
  try {
    for await (const { lines, results, events } of importer.applyAll(file.batches)) {
      tally.events += events;
      for (const [index, line] of lines.entries()) {
        const result = results[index];
        if (!result) continue;
        tally.add(line, result);
        const outcome = result.rejects.length > 0 ? 'rejected' : 'accepted';
        core.telemetry.count('cauce.import.lines', { 'cauce.outcome': outcome });
        if (result.rejects.length > 0) await writer?.add(line, result.rejects);
      }
    }
    tally.closed = dryRun
      ? closing.debtIds.length
      : await endPlacements(core, cause, closing.debtIds, 'withdrawn');
    if (dryRun) tally.events = 0;
    else {
      tally.events += tally.closed;
      if (tally.events > 0) tally.events += await importer.complete(mapping.name, startedAt, tally.counts);
    }
  } catch (error) {
    throw tally.rows > 0 && !dryRun ? new ImportBrokenOffError(error, tally) : error;
  } finally {
    rejectsFile = (await writer?.close()) ?? null;
  }
  return tally.report(importId, rejectsFile, [...file.notes, ...closing.alarms]);
};

/**
 * Imports a file through its mapping: what it says is upserted on natural keys, what cannot be taken is rejected by
 * name, and in a snapshot what is absent is withdrawn. Throws FileError for a file that cannot be read at all, and
 * TooManyClosingsError; before either, nothing is written. Throws ImportBrokenOffError when it stops in the middle.
 */
export const importFile = async (core: Core, options: ImportOptions): Promise<ImportReport> => {
  const { path, mapping, portfolio, dryRun = false } = options;
  const mapOptions = await mapOptionsOf(core, mapping, portfolio);
  const closing =
    mapping.mode === 'snapshot'
      ? await closingsOf(core, await openMapped(path, mapping, mapOptions))
      : NOTHING_TO_CLOSE;
  if (closing.alarms.length > 0 && !options.yes && !dryRun) throw new TooManyClosingsError(closing.alarms);
  const { onProgress } = options;
  const file = await openMapped(path, mapping, { ...mapOptions, ...(onProgress ? { onProgress } : {}) });
  const importId = derivedId('import', await digestOf(path), mapping.name, mapping.version, portfolio ?? '');
  return takeIn(dryRun ? rehearsing(core) : core, importId, options, file, closing);
};
