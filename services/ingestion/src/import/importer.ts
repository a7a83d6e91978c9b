import { setImmediate } from 'node:timers/promises';
import { type ImportCounts, type IntakeRow, intakeLog, type Reject } from '@cauce/domain';
import type { InstantText, Uuid } from '@cauce/kernel';
import { SubjectErasedError } from '@cauce/ports';
import type { Cause, Core, UnitOfWork } from '@cauce/runtime';
import { MOST_AHEAD } from './ahead.ts';
import { ErasedPeople } from './erased-people.ts';
import { ImportMemory } from './import-memory.ts';
import { type Remarks, type Role, RowApplier, type RowEffect, type Staging } from './row-applier.ts';
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
  /** What of it was left out although it was taken. */
  readonly warnings: readonly Reject[];
  /** It describes a person or a portfolio otherwise than an earlier line, which counts. */
  readonly contradicted: boolean;
}

export interface ImporterOptions {
  /** Header of the column that a field came from; left out, rejects name the field. */
  readonly headerOf?: (kind: IntakeRow['kind'], field: string) => string;
  /** Decides and counts, and appends nothing. */
  readonly dryRun?: boolean;
  /** A person has agreed to other terms of a portfolio that is on file. */
  readonly yes?: boolean;
}

/** What an import did with some lines: one result for each of them, and how many events it made. */
export interface Applied<L extends IncomingLine = IncomingLine> {
  readonly lines: readonly L[];
  readonly results: readonly LineResult[];
  readonly events: number;
}

/** Lines that are decided on. */
interface Decided<L extends IncomingLine> {
  readonly unit: UnitOfWork;
  readonly applied: Applied<L>;
}

/** … and are being appended; `stands` tells whether they were. */
interface Appending<L extends IncomingLine> extends Decided<L> {
  readonly stands: Promise<boolean>;
}

const TRIES = 20;
/** Lines decided on (some milliseconds) without a turn of the event loop. */
const LINES_PER_TURN = 20;

/** Applies the lines of one import, some hundreds in one append. */
export class Importer {
  private readonly memory = new ImportMemory();
  private readonly applier: RowApplier;
  private readonly erased: ErasedPeople;

  constructor(
    private readonly core: Core,
    private readonly importId: Uuid,
    private readonly cause: Cause,
    private readonly options: ImporterOptions = {},
  ) {
    this.applier = new RowApplier(core, this.memory, options.yes ?? false);
    this.erased = new ErasedPeople(core);
  }

  /** Applies lines in order and appends what they change, all of them or none. */
  async apply<L extends IncomingLine>(lines: readonly L[]): Promise<Applied<L>> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const appending = this.append(await this.decide(lines));
      if (await this.stands(appending)) return appending.applied;
    }
    throw new Error(`the debts of this file kept changing during the import: gave up after ${TRIES} tries`);
  }

  /**
   * Applies batches in order. While one is being appended, the next are decided on as if it were; when that proves
   * wrong, it and they are done again. Gives each batch when it is appended.
   */
  async *applyAll<L extends IncomingLine>(
    batches: AsyncIterable<readonly L[]>,
  ): AsyncGenerator<Applied<L>, void, undefined> {
    const ahead: Appending<L>[] = [];
    try {
      for await (const lines of batches) {
        if (ahead.length === MOST_AHEAD) yield* this.takeOldest(ahead);
        const before = ahead.at(-1);
        ahead.push(this.append(await this.decide(lines, before?.unit), before?.stands));
      }
    } catch (error) {
      for (const one of ahead) {
        if (!(await this.stands(one))) break;
        yield one.applied;
      }
      throw error;
    }
    while (ahead.length > 0) yield* this.takeOldest(ahead);
  }

  /** Takes the oldest batch off those ahead when it is appended; all of them when it is not, for they stood on it. */
  private async *takeOldest<L extends IncomingLine>(
    ahead: Appending<L>[],
  ): AsyncGenerator<Applied<L>, void, undefined> {
    const [oldest] = ahead;
    if (!oldest) return;
    if (await this.stands(oldest)) {
      ahead.shift();
      yield oldest.applied;
      return;
    }
    for (const { applied } of ahead.splice(0)) yield await this.apply(applied.lines);
  }

  private async decide<L extends IncomingLine>(lines: readonly L[], after?: UnitOfWork): Promise<Decided<L>> {
    const unit = this.core.log.unit(this.cause, after);
    this.memory.begin();
    const results: LineResult[] = [];
    for (const line of lines) {
      // Appends go on, and whoever else lives in this process gets a turn.
      if (results.length % LINES_PER_TURN === LINES_PER_TURN - 1) await setImmediate();
      results.push(await this.applyLine(unit, line));
    }
    const rejects = results.flatMap((result) => result.rejects);
    if (rejects.length > 0) await unit.execute(intakeLog, this.importId, await this.rejectCommand(rejects));
    return { unit, applied: { lines, results, events: unit.size } };
  }

  /** Appends what was decided, once what it stands on is appended. */
  private append<L extends IncomingLine>(
    decided: Decided<L>,
    before: Promise<boolean> = Promise.resolve(true),
  ): Appending<L> {
    const stands = this.options.dryRun ? before : before.then((stood) => stood && decided.unit.commit());
    // Whoever asks whether it stands hears of a failure; until then it is nobody's.
    stands.catch(() => {});
    return { ...decided, stands };
  }

  /** Waits for an append. What its lines say is remembered from then on, or said again. */
  private async stands({ stands }: Appending<IncomingLine>): Promise<boolean> {
    const appended = await stands;
    if (appended) this.memory.keep();
    else this.memory.drop();
    return appended;
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

  /** A trace begins with each line, so that it leads from there to what became of its debt. */
  private applyLine(unit: UnitOfWork, line: IncomingLine): Promise<LineResult> {
    const { telemetry } = this.core;
    const within = telemetry.current();
    const options = {
      parent: null,
      links: within ? [within] : [],
      attributes: { 'cauce.import.id': this.importId, 'cauce.import.line': line.line },
    };
    return telemetry.span('import line', options, async ({ set }) => {
      const result = await this.takeLine(unit, line);
      set({ 'cauce.outcome': result.rejects.length > 0 ? 'rejected' : 'accepted' });
      return result;
    });
  }

  private async takeLine(unit: UnitOfWork, line: IncomingLine): Promise<LineResult> {
    if (line.rejects.length > 0) {
      const erased = await this.erased.namedIn(line.cells ?? []);
      return turnedAway(erased ? [erasedReject(line.line)] : line.rejects);
    }
    const remarks: Remarks = { contradicted: false, erased: [] };
    try {
      const stagings: Staging[] = [];
      for (const row of line.rows) stagings.push(await this.applier.ready(unit, row, remarks));
      const effects: RowEffect[] = [];
      for (const stage of stagings) effects.push(await stage());
      const warnings = remarks.erased.map((role) => this.leftOut(line.line, role));
      return { effects, rejects: [], warnings, contradicted: remarks.contradicted };
    } catch (error) {
      const reject = this.rejectOf(line.line, error);
      // What is turned away is kept with all its cells: not where they name somebody who was erased.
      const erased = remarks.erased.length > 0 || (await this.erased.namedIn(line.cells ?? []));
      return turnedAway([erased ? erasedReject(line.line) : reject]);
    }
  }

  private leftOut(line: number, role: Role): Reject {
    const field = `${PREFIXES[role]}.documentNumber`;
    const column = this.options.headerOf?.('debt', field) ?? field;
    return { line, column, value: '[erased]', reason: 'ERASED: this person was erased and is left out' };
  }

  private rejectOf(line: number, error: unknown): Reject {
    if (error instanceof SubjectErasedError) return erasedReject(line);
    if (!(error instanceof RowRefused)) throw error;
    const { kind, field, value, reason } = error;
    const column = field === '' ? '' : (this.options.headerOf?.(kind, field) ?? field);
    return { line, column, value, reason };
  }
}

/** The parties of a debt, as mappings name them. */
const PREFIXES: Readonly<Record<Role, string>> = {
  guarantor: 'guarantor',
  co_debtor: 'coDebtor',
  reference: 'reference',
};

const turnedAway = (rejects: readonly Reject[]): LineResult => ({
  effects: [],
  rejects,
  warnings: [],
  contradicted: false,
});

const erasedReject = (line: number): Reject => ({
  line,
  column: '',
  value: '[erased]',
  reason: 'ERASED: the person of this row was erased and is not taken in again',
});
