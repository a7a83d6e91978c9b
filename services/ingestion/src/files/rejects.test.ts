import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { encoded } from './encode.ts';
import { openTable } from './open.ts';
import { type RejectedLine, writeRejects } from './rejects.ts';
import { readAll } from './testing/collect.ts';
import { tempFolder } from './testing/temp.ts';
import { writeXlsx } from './xlsx-write.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

async function* rejected(): AsyncGenerator<RejectedLine> {
  yield {
    line: 3,
    cells: ['Núñez', '=1+1;x'],
    rejects: [
      { column: 'b', reason: 'INVALID_DATE: no' },
      { column: '', reason: 'OTHER: y' },
    ],
  };
  yield { line: 9, cells: ['solo'], rejects: [{ column: '', reason: 'RAGGED_LINE: z' }] };
}

describe('writeRejects', () => {
  it.each(['utf-8', 'utf-16le', 'windows-1252'] as const)(
    'keeps delimiter, encoding, mark and line end of a .csv in %s',
    async (encoding) => {
      const mark = encoding === 'windows-1252' ? '' : '\ufeff';
      const source = await openTable(folder.write('s.csv', encoded(`${mark}a;b\r\nÑ;2\r\n`, encoding)));
      const path = folder.path('out.csv');
      await writeRejects(path, source, rejected());
      expect(new TextDecoder(encoding, { ignoreBOM: true }).decode(readFileSync(path))).toBe(
        `${mark}a;b;cauce_line;cauce_error\r\nNúñez;"=1+1;x";3;"b: INVALID_DATE: no; OTHER: y"\r\nsolo;;9;RAGGED_LINE: z\r\n`,
      );
    },
  );

  it('gives an .xlsx back as .xlsx', async () => {
    const sourcePath = folder.path('s.xlsx');
    await writeXlsx(sourcePath, [
      {
        name: 'Clientes',
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
      },
    ]);
    await writeRejects(folder.path('out.xlsx'), await openTable(sourcePath), rejected());
    const { table, lines } = await readAll(folder.path('out.xlsx'));
    expect(table.shape).toEqual({ kind: 'xlsx', sheet: 'Clientes' });
    expect(table.headers).toEqual(['a', 'b', 'cauce_line', 'cauce_error']);
    expect(lines[1]?.cells).toEqual(['solo', '', '9', 'RAGGED_LINE: z']);
  });
});
