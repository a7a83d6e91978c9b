import { afterAll, describe, expect, it } from '@jest/globals';
import { encoded } from './encode.ts';
import { fileErrorOf, readAll } from './testing/collect.ts';
import { tempFolder } from './testing/temp.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const TEXT = 'nombre;saldo\r\nMuñoz – José;1,5\r\n';

describe('openTable on delimited text', () => {
  it.each([
    ['utf-8', ''],
    ['utf-8', '\ufeff'],
    ['utf-16le', '\ufeff'],
    ['utf-16be', '\ufeff'],
    ['windows-1252', ''],
  ] as const)('reads %s with mark %j', async (encoding, mark) => {
    const { table, lines } = await readAll(folder.write('a.csv', encoded(mark + TEXT, encoding)));
    expect(table.shape).toEqual({
      kind: 'csv',
      delimiter: ';',
      encoding,
      byteOrderMark: mark !== '',
      newline: '\r\n',
    });
    expect(table.headers).toEqual(['nombre', 'saldo']);
    expect(lines).toEqual([{ line: 2, cells: ['Muñoz – José', '1,5'] }]);
  });

  it('takes one wrong byte among many right characters for damage, not for another encoding', async () => {
    const names = Array.from({ length: 3_000 }, (_unused, n) => `${n},José\n`).join('');
    const bytes = Buffer.concat([Buffer.from(`n,nombre\n${names}3000,Jos`), Buffer.from([0xe9, 0x0a])]);
    const { table, lines } = await readAll(folder.write('damaged.csv', bytes));
    expect(table.shape).toMatchObject({ encoding: 'utf-8' });
    expect(table.notes).toEqual([expect.stringMatching(/^ENCODING: read as UTF-8, /)]);
    expect(lines.slice(0, -1).every(({ cells, faults }) => cells[1] === 'José' && !faults)).toBe(true);
    expect(lines.at(-1)).toMatchObject({
      line: 3_002,
      faults: [{ index: 1, reason: expect.stringMatching(/^INVALID_ENCODING: /) }],
    });
  });

  it('takes a file for Windows-1252 whose accents are mostly no UTF-8, and says so', async () => {
    const text = `n,nombre\n${'1,Muñoz\n'.repeat(50)}`;
    const bytes = Buffer.concat([encoded(text, 'windows-1252'), Buffer.from('2,José\n')]);
    const { table, lines } = await readAll(folder.write('latin.csv', bytes));
    expect(table.shape).toMatchObject({ encoding: 'windows-1252' });
    expect(table.notes).toEqual([expect.stringMatching(/^ENCODING: read as Windows-1252, /)]);
    expect(lines[0]?.cells).toEqual(['1', 'Muñoz']);
  });

  it.each([',', ';', '\t', '|'] as const)('finds the delimiter %j', async (delimiter) => {
    const { lines } = await readAll(folder.write('d.csv', `a${delimiter}b\n1${delimiter}2\n`));
    expect(lines).toEqual([{ line: 2, cells: ['1', '2'] }]);
  });

  it('does not look for the delimiter inside quotes and obeys sep=', async () => {
    expect((await readAll(folder.write('q.csv', '"a,b,c";d\n1;2\n'))).table.headers).toEqual(['a,b,c', 'd']);
    expect((await readAll(folder.write('s.csv', 'sep=|\na,b|c\n1|2\n'))).lines).toEqual([
      { line: 3, cells: ['1', '2'] },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('counts physical lines with ends %j', async (end) => {
    const { lines } = await readAll(folder.write('l.csv', ['a,b', '1,"x', 'y"', '', '2,z'].join(end)));
    expect(lines).toEqual([
      { line: 2, cells: ['1', `x${end}y`] },
      { line: 5, cells: ['2', 'z'] },
    ]);
  });

  it('loses only the line of a quote that never closes', async () => {
    const { lines } = await readAll(folder.write('u.csv', 'a,b\n1,"open\n2,y\n3,z\n'));
    expect(
      lines.map(({ line, cells, faults }) => [line, cells[0], faults?.[0]?.reason.split(':')[0]]),
    ).toEqual([
      [2, '1', 'UNCLOSED_QUOTE'],
      [3, '2', undefined],
      [4, '3', undefined],
    ]);
  });

  it('reads on after a stray quote that swallowed lines', async () => {
    const { lines } = await readAll(folder.write('v.csv', 'a,b\n1,tv 42" led\n2,y\n3,42" more\n4,w\n'));
    expect(lines.map(({ line, faults }) => [line, faults?.[0]?.reason.split(':')[0]])).toEqual([
      [2, 'INVALID_QUOTE'],
      [3, undefined],
      [4, 'UNCLOSED_QUOTE'],
      [5, undefined],
    ]);
  });

  it('names long cells, NUL bytes and bytes of another encoding by their cell', async () => {
    const content = Buffer.concat([
      Buffer.from(`a,b\n${'x'.repeat(40_000)},1\n2,\u0000\n3,`),
      Buffer.from([0xf1]),
      Buffer.from(`\n4,"${'y'.repeat(200_000)}"\n5,${'z'.repeat(300_000)}\n6,6\n`),
    ]);
    const { lines } = await readAll(folder.write('n.csv', content), { encoding: 'utf-8' });
    expect(
      lines.map(({ line, faults }) => [line, faults?.[0]?.index, faults?.[0]?.reason.split(':')[0]]),
    ).toEqual([
      [2, 0, 'CELL_TOO_LONG'],
      [3, 1, 'NUL_BYTE'],
      [4, 1, 'INVALID_ENCODING'],
      [5, 1, 'CELL_TOO_LONG'],
      [6, undefined, 'LINE_TOO_LONG'],
      [7, undefined, undefined],
    ]);
  });

  it('keeps characters, CRLF and quoted line ends whole where a chunk of the file ends', async () => {
    const rows = Array.from({ length: 30_000 }, (_unused, index) => `${index},"ñandú – ${index}\r\nmás"\r\n`);
    const { lines } = await readAll(folder.write('c.csv', `a,b\r\n${rows.join('')}`));
    expect(lines).toHaveLength(30_000);
    expect(
      lines.every(
        ({ line, cells, faults }, index) =>
          !faults && line === 2 + index * 2 && cells[1] === `ñandú – ${index}\r\nmás`,
      ),
    ).toBe(true);
  });

  it.each([
    ['EMPTY_FILE', ''],
    ['EMPTY_FILE', '\n\n'],
    ['NOT_A_CSV', 'PK\u0003\u0004rest'],
    ['NOT_A_CSV', '%PDF-1.7'],
    ['UNKNOWN_ENCODING', Buffer.from('a;b\n1;2\n', 'utf16le')],
    ['INVALID_HEADER', 'a,"b\n1,2\n'],
  ])('refuses a whole file with %s', async (code, content) => {
    expect(await fileErrorOf(() => readAll(folder.write('bad.csv', content)))).toBe(code);
  });

  it('tells how much of the file it has read', async () => {
    const path = folder.write('p.csv', `a\n${'1\n'.repeat(400_000)}`);
    const seen: number[] = [];
    const { openTable } = await import('./open.ts');
    const table = await openTable(path, {}, (read, total) => seen.push(read / total));
    let lines = 0;
    for await (const batch of table.batches) lines += batch.length;
    expect(lines).toBe(400_000);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(1);
  });
});
