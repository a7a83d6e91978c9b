import { type ImportCounts, type IntakeRow, intakeLog, type Reject } from '@cauce/domain';
import type { InstantText, Uuid } from '@cauce/kernel';
import { SubjectErasedError } from '@cauce/ports';
import type { Cause, Core, UnitOfWork } from '@cauce/runtime';
import { ErasedPeople } from './erased-people.ts';
import { Ordinals } from './ordinals.ts';
import { RowApplier, type RowEffect, type Staging } from './row-applier.ts';
import { RowRefused } from './row-refused.ts';

/** A line of a file as the mapping gave it. */
export interface IncomingLine {
  readonly line: number;
  /** As in the file, where the line is from one. */
  readonly cells?: readonly string[];
  readonly rows: readonly IntakeRow[];
  readonly rejects: readonly Reject[];
}

/** What became of a line: its rows are taken together, or it is turned away. */
export interface LineResult {
  readonly effects: readonly RowEffect[];
  readonly rejects: readonly Reject[];
}

export interface ImporterOptions {
  /** Header of the column that a field came from; left out, rejects name the field. */
  readonly headerOf?: (kind: IntakeRow['kind'], field: string) => string;
  /** Decides and counts, and appends nothing. */
  readonly dryRun?: boolean;
}

const TRIES = 20;

/** Applies the lines of one import, some hundreds in one append. */
export class Importer {
  private readonly ordinals = new Ordinals();
  private readonly applier: RowApplier;
  private readonly erased: ErasedPeople;

  constructor(
    private readonly core: Core,
    private readonly importId: Uuid,
    private readonly cause: Cause,
    private readonly options: ImporterOptions = {},
  ) {
    this.applier = new RowApplier(core, this.ordinals);
    this.erased = new ErasedPeople(core);
  }

  /**
   * Applies lines in order and appends what they change, all of them or none.
   * Gives one result per line, and how many events it made.
   */
  async apply(lines: readonly IncomingLine[]): Promise<{ results: LineResult[]; events: number }> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const unit = this.core.log.unit(this.cause);
      const results: LineResult[] = [];
      for (const line of lines) results.push(await this.applyLine(unit, line));
      const rejects = results.flatMap((result) => result.rejects);
      if (rejects.length > 0) await unit.execute(intakeLog, this.importId, await this.rejectCommand(rejects));
      if (this.options.dryRun || (await unit.commit()) !== null) {
        this.ordinals.keep();
        return { results, events: unit.size };
      }
      this.ordinals.drop();
    }
    throw new Error(`the debts of this file kept changing during the import: gave up after ${TRIES} tries`);
  }

  /** Writes down what the import did; an import that changed nothing leaves no event. */
  async complete(mapping: string, startedAt: InstantText, counts: ImportCounts): Promise<number> {
    const { importId } = this;
    return this.core.log.transact(this.cause, async (unit) => {
      await unit.execute(intakeLog, importId, { kind: 'complete', importId, mapping, startedAt, counts });
      return unit.size;
    });
  }

  private async rejectCommand(rejects: readonly Reject[]) {
    const { importId } = this;
    return { kind: 'reject', importId, rejects, keyless: await this.core.vault.erased(importId) } as const;
  }

  private async applyLine(unit: UnitOfWork, line: IncomingLine): Promise<LineResult> {
    if (line.rejects.length > 0) {
      const erased = await this.erased.namedIn(line.cells ?? []);
      return { effects: [], rejects: erased ? [erasedReject(line.line)] : line.rejects };
    }
    try {
      const stagings: Staging[] = [];
      for (const row of line.rows) stagings.push(await this.applier.ready(unit, row));
      const effects: RowEffect[] = [];
      for (const stage of stagings) effects.push(await stage());
      return { effects, rejects: [] };
    } catch (error) {
      return { effects: [], rejects: [this.rejectOf(line.line, error)] };
    }
  }

  private rejectOf(line: number, error: unknown): Reject {
    if (error instanceof SubjectErasedError) return erasedReject(line);
    if (!(error instanceof RowRefused)) throw error;
    const { kind, field, value, reason } = error;
    const column = field === '' ? '' : (this.options.headerOf?.(kind, field) ?? field);
    return { line, column, value, reason };
  }
}

const erasedReject = (line: number): Reject => ({
  line,
  column: '',
  value: '[erased]',
  reason: 'ERASED: the person of this row was erased and is not taken in again',
});
