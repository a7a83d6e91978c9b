import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { debt, type ImportCounts, type PortfolioInput, type Reject } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { Cause, Core } from '@cauce/runtime';
import { type MappedFile, openMapped } from '../mapping/map-file.ts';
import type { MappedLine } from '../mapping/map-line.ts';
import type { Mapping } from '../mapping/schema.ts';
import { Importer, type LineResult } from './importer.ts';
import { closingsOf } from './snapshot.ts';

/** Rejects listed in a report; the rejects file holds all. */
const MOST_LISTED = 10_000;

export interface ImportOptions {
  readonly path: string;
  readonly mapping: Mapping;
  /** Code of the portfolio, in place of the mapping's. */
  readonly portfolio?: string;
  readonly dryRun?: boolean;
  /** A person has agreed to close more than a tenth of a portfolio. */
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

export interface ImportReport extends ImportCounts {
  readonly importId: Uuid;
  readonly events: number;
  readonly rejectsFile: string | null;
  readonly rejects: readonly Reject[];
  /** What a person should know: columns not read, values left out. */
  readonly notes: readonly string[];
}

/** A snapshot would close more than a tenth of a portfolio, and nobody has said yes. Nothing was written. */
export class TooManyClosingsError extends Error {
  constructor(alarms: readonly string[]) {
    super(
      `${alarms.join('; ')}: absent from a snapshot means withdrawn. If that is right, run it again with --yes.`,
    );
    this.name = 'TooManyClosingsError';
  }
}

/** SHA-256 of a file's bytes. */
const digestOf = async (path: string): Promise<string> => {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return digest.digest('hex');
};

class Tally {
  rows = 0;
  accepted = 0;
  created = 0;
  changed = 0;
  unchanged = 0;
  closed = 0;
  rejected = 0;
  events = 0;
  readonly rejects: Reject[] = [];

  add({ effects, rejects }: LineResult): void {
    this.rows += 1;
    if (rejects.length > 0) this.rejected += 1;
    else this.accepted += 1;
    for (const effect of effects) if (effect) this[effect] += 1;
    for (const one of rejects) if (this.rejects.length < MOST_LISTED) this.rejects.push(one);
  }

  get counts(): ImportCounts {
    const { rows, accepted, created, changed, unchanged, closed, rejected } = this;
    return { rows, accepted, created, changed, unchanged, closed, rejected };
  }
}

const portfolioOf = (code: string | undefined): { portfolio?: Partial<PortfolioInput> } =>
  code === undefined ? {} : { portfolio: { code } };

/**
 * Imports a file through its mapping: what it says is upserted on natural keys, what cannot be taken is rejected by
 * name, and in a snapshot what is absent is withdrawn. Throws FileError for a file that cannot be read at all, and
 * TooManyClosingsError; before either, nothing is written.
 */
export const importFile = async (core: Core, options: ImportOptions): Promise<ImportReport> => {
  const { path, mapping, portfolio, dryRun = false, actor } = options;
  const mapped = () => openMapped(path, mapping, portfolioOf(portfolio));
  const closing =
    mapping.mode === 'snapshot'
      ? await closingsOf(core, (await mapped()).batches)
      : { debts: [], alarms: [] };
  if (closing.alarms.length > 0 && !options.yes && !dryRun) throw new TooManyClosingsError(closing.alarms);

  const startedAt = instantText(core.clock.now());
  const importId = derivedId('import', await digestOf(path), mapping.name, mapping.version, portfolio ?? '');
  const cause: Cause = { actor, causationId: importId, correlationId: importId };
  const importer = new Importer(core, importId, cause);
  const file = await openMapped(path, mapping, {
    ...portfolioOf(portfolio),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  const writer = dryRun ? null : await options.rejects.open(importId, file);
  const tally = new Tally();
  const notes = new Set(file.notes);
  try {
    for await (const batch of file.batches) {
      const { results, events } = await importer.apply(batch, dryRun);
      tally.events += events;
      for (const [index, result] of results.entries()) {
        tally.add(result);
        const line = batch[index];
        if (line && result.rejects.length > 0) await writer?.add(line, result.rejects);
        for (const warning of line?.warnings ?? []) {
          if (notes.size < 100) notes.add(`line ${warning.line}, ${warning.column}: ${warning.reason}`);
        }
      }
    }
    tally.closed = closing.debts.length;
    if (!dryRun) tally.events += await withdraw(core, cause, closing.debts);
    if (!dryRun && tally.events > 0)
      tally.events += await importer.complete(mapping.name, startedAt, tally.counts);
  } finally {
    await writer?.close();
  }
  return {
    importId,
    ...tally.counts,
    events: dryRun ? 0 : tally.events,
    rejectsFile: (await writer?.close()) ?? null,
    rejects: tally.rejects,
    notes: [...notes],
  };
};

const withdraw = async (core: Core, cause: Cause, debts: readonly { debtId: Uuid }[]): Promise<number> => {
  let events = 0;
  for (const { debtId } of debts) {
    events += await core.log.transact(cause, async (unit) => {
      await unit.execute(debt, debtId, { kind: 'end', reason: 'withdrawn' });
      return unit.size;
    });
  }
  return events;
};
