import { ImportCompleted, RowRejected } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { idOf } from '../testing/samples.ts';
import { intakeLog, rejectCode } from './intake-log.ts';

const importId = idOf('import');
const reject = (line: number, column = 'due') => ({
  line,
  column,
  value: '31/02/2026',
  reason: 'INVALID_DATE: 31/02/2026 is not a date',
});
const rejected = ({ line, column, value, reason }: ReturnType<typeof reject>) =>
  RowRejected.make(
    { importId, line, column, code: 'INVALID_DATE' },
    { personal: [{ subject: importId, fields: { value, reason } }] },
  );

describe('the log of an import', () => {
  it('keeps each bad cell once, its value sealed, however often the file comes', () => {
    const rejects = [reject(2), reject(2, 'phone'), reject(3)];
    const after = given(intakeLog)
      .when({ kind: 'reject', importId, rejects })
      .gives(...rejects.map(rejected));
    after.when({ kind: 'reject', importId, rejects: [...rejects, reject(4)] }).gives(rejected(reject(4)));
    expect(JSON.stringify(rejected(reject(2)).data)).not.toContain('31/02');
  });

  it('knows each of very many bad cells', () => {
    const rejects = Array.from({ length: 20_000 }, (_unused, index) => reject(index + 2));
    const after = given(intakeLog)
      .when({ kind: 'reject', importId, rejects })
      .gives(...rejects.map(rejected));
    expect(after.state.length).toBeLessThan(20);
    after.when({ kind: 'reject', importId, rejects }).changesNothing();
  });

  it('says what the import did', () => {
    const counts = { rows: 9, accepted: 8, created: 5, changed: 1, unchanged: 2, closed: 0, rejected: 1 };
    const told = { importId, mapping: 'cauce', startedAt: '2026-03-01T12:00:00.000Z' };
    given(intakeLog)
      .when({ kind: 'complete', ...told, counts })
      .gives(ImportCompleted.make({ ...told, ...counts }));
  });

  it('takes the code from before the colon', () => {
    expect(rejectCode('INVALID_DATE: no date')).toBe('INVALID_DATE');
    expect(rejectCode('ERASED')).toBe('ERASED');
  });
});
