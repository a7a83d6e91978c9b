import type { ImportCounts, Reject } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { MappedLine } from '../mapping/map-line.ts';
import type { LineResult } from './importer.ts';

/** Rejects listed in a report; the rejects file holds all. */
const MOST_LISTED = 10_000;
/** Values left out that a report names one by one. */
const MOST_WARNINGS = 100;

export interface ImportReport extends ImportCounts {
  readonly importId: Uuid;
  readonly events: number;
  readonly rejectsFile: string | null;
  /** The first 10,000. */
  readonly rejects: readonly Reject[];
  /** What a person should know: columns not read, payments that wait, values left out. */
  readonly notes: readonly string[];
}

const contradictions = (rows: number): string =>
  `CONTRADICTED: ${rows} ${rows === 1 ? 'row describes' : 'rows describe'} a person or a portfolio otherwise than an earlier row of the file; the first counts`;

/** Counts what became of the lines of a file. */
export class Tally {
  rows = 0;
  accepted = 0;
  created = 0;
  changed = 0;
  unchanged = 0;
  closed = 0;
  rejected = 0;
  events = 0;
  /** Payments of a debt that is known. */
  paid = 0;
  /** Payments of a debt that no file has named yet. */
  waiting = 0;
  private readonly listed: Reject[] = [];
  private unlisted = 0;
  private readonly warnings: string[] = [];
  private unnamed = 0;
  private contradicted = 0;

  add({ warnings }: MappedLine, { effects, rejects, contradicted, warnings: leftOut }: LineResult): void {
    this.rows += 1;
    if (rejects.length > 0) this.rejected += 1;
    else this.accepted += 1;
    if (contradicted) this.contradicted += 1;
    for (const effect of effects) if (effect) this[effect] += 1;
    for (const one of rejects) {
      if (this.listed.length < MOST_LISTED) this.listed.push(one);
      else this.unlisted += 1;
    }
    for (const { line, column, reason } of [...warnings, ...leftOut]) {
      if (this.warnings.length < MOST_WARNINGS) this.warnings.push(`line ${line}, ${column}: ${reason}`);
      else this.unnamed += 1;
    }
  }

  get counts(): ImportCounts {
    const { rows, accepted, created, changed, unchanged, closed, rejected } = this;
    return { rows, accepted, created, changed, unchanged, closed, rejected };
  }

  /** What became of payments, which are no part of the counts: those count debts. */
  private get payments(): readonly string[] {
    const { paid, waiting } = this;
    const all = paid + waiting;
    if (all === 0) return [];
    const taken = `${all} payment${all === 1 ? '' : 's'} taken in`;
    if (waiting === 0) return [taken];
    return [
      `${taken}; ${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} for a debt that is not known yet`,
    ];
  }

  report(importId: Uuid, rejectsFile: string | null, notes: readonly string[]): ImportReport {
    const { counts, events, unlisted, unnamed, warnings, listed, contradicted } = this;
    return {
      importId,
      ...counts,
      events,
      rejectsFile,
      rejects: listed,
      notes: [
        ...notes,
        ...(contradicted > 0 ? [contradictions(contradicted)] : []),
        ...this.payments,
        ...warnings,
        ...(unnamed > 0 ? [`${unnamed} more values were left out`] : []),
        ...(unlisted > 0 ? [`${unlisted} more rejects are in the rejects file alone`] : []),
      ],
    };
  }
}
