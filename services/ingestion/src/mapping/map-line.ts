import type { IntakeRow, Reject } from '@cauce/domain';
import { hashOf, joinParts } from '@cauce/kernel';
import type { Line } from '../files/table.ts';
import type { BoundRecord } from './bind.ts';
import { Findings, shortened } from './findings.ts';
import type { KeyTable } from './key-table.ts';
import { textIn } from './readers.ts';

/** What came of one line of a file: rows, or the reasons why it was turned away; never both. */
export interface MappedLine {
  readonly line: number;
  /** As in the file. */
  readonly cells: readonly string[];
  readonly rows: readonly IntakeRow[];
  readonly rejects: readonly Reject[];
  /** What of the line was left out although it was taken: a phone that is none, say. */
  readonly warnings: readonly Reject[];
}

const NONE: readonly never[] = [];

/** What may be in a file only once; a payment without reference may come twice. */
const keyOf = (row: IntakeRow): { key: string; what: string; value: string } | undefined => {
  const book = [row.portfolio.creditor, row.portfolio.code];
  if (row.kind === 'debtor') {
    const { country, documentType, documentNumber } = row.debtor;
    return {
      key: joinParts(['debtor', ...book, country, documentType, documentNumber]),
      what: 'debtor',
      value: documentNumber,
    };
  }
  const debt = [row.obligation, row.instalment ?? ''];
  if (row.kind === 'debt')
    return { key: joinParts(['debt', ...book, ...debt]), what: 'obligation', value: debt.join(' ').trim() };
  if (row.reference === undefined) return undefined;
  return {
    key: joinParts(['payment', ...book, row.reference, ...debt]),
    what: 'payment',
    value: row.reference,
  };
};

const ragged = (line: Line, headers: readonly string[]): string | undefined => {
  if (line.cells.length === headers.length) return undefined;
  if (
    line.cells.length > headers.length &&
    line.cells.slice(headers.length).every((cell) => cell.trim() === '')
  )
    return undefined;
  return `RAGGED_LINE: ${line.cells.length} cells under ${headers.length} headers; is a delimiter inside a cell not quoted?`;
};

/** Maps the lines of one file, one after another: a key that an earlier line had is rejected. */
export const lineMapper =
  (record: BoundRecord, headers: readonly string[], seen: KeyTable) =>
  (line: Line): MappedLine => {
    const turnedAway = (rejects: readonly Reject[], warnings: readonly Reject[] = NONE): MappedLine => ({
      line: line.line,
      cells: line.cells,
      rows: NONE,
      rejects,
      warnings,
    });
    const faults = line.faults?.filter(({ index }) => index === undefined || record.reads.has(index)) ?? NONE;
    if (faults.length > 0) {
      return turnedAway(
        faults.map(({ index, reason }) => {
          const [column, value] =
            index === undefined ? ['', line.cells[0]] : [headers[index] ?? '', line.cells[index]];
          return { line: line.line, column, value: shortened(value ?? ''), reason };
        }),
      );
    }
    const uneven = ragged(line, headers);
    if (uneven)
      return turnedAway([
        { line: line.line, column: '', value: shortened(line.cells[0] ?? ''), reason: uneven },
      ]);
    const findings = new Findings(line.line);
    const rows: IntakeRow[] = [];
    for (const row of record.rows) {
      if (row.when && textIn(row.when, line.cells) === undefined) continue;
      const read = row.read(line.cells, findings);
      if (read) rows.push(read);
    }
    if (findings.rejects.length > 0) return turnedAway(distinct(findings.rejects), findings.warnings);
    for (const row of rows) {
      const identity = keyOf(row);
      if (identity === undefined) continue;
      const hash = hashOf(identity.key);
      const earlier = seen.get(hash);
      if (earlier === undefined) seen.set(hash, line.line);
      else {
        return turnedAway([
          {
            line: line.line,
            column: '',
            value: shortened(identity.value),
            reason: `DUPLICATE_KEY: the same ${identity.what} is on line ${earlier}`,
          },
        ]);
      }
    }
    return { line: line.line, cells: line.cells, rows, rejects: NONE, warnings: findings.warnings };
  };

/** Two rows of a line may stumble over the same cell. */
const distinct = (rejects: readonly Reject[]): readonly Reject[] =>
  rejects.length === 1
    ? rejects
    : rejects.filter(
        (reject, at) =>
          rejects.findIndex((other) => other.column === reject.column && other.reason === reject.reason) ===
          at,
      );
