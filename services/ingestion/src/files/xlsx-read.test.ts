import { afterAll, describe, expect, it } from '@jest/globals';
import { fileErrorOf, readAll } from './testing/collect.ts';
import { tempFolder } from './testing/temp.ts';
import { writeBook } from './testing/workbook.ts';
import { writeXlsx } from './xlsx-write.ts';
import { ZipWriter } from './zip-write.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

describe('openTable on .xlsx', () => {
  it('reads back what the writer wrote', async () => {
    const path = folder.path('w.xlsx');
    const rows = [
      ['código', 'nota'],
      ['007', 'a & <b>\n"c"'],
      ['', 'ñ\u0001'],
    ];
    await writeXlsx(path, [
      { name: 'Datos', rows, widths: [10, 20] },
      { name: 'Ayuda', rows: [['x']] },
    ]);
    const { table, lines } = await readAll(path);
    expect(table).toMatchObject({ shape: { kind: 'xlsx', sheet: 'Datos' }, headers: rows[0], headerLine: 1 });
    expect(table.notes).toEqual(['OTHER_SHEETS: only "Datos" was read; left aside: "Ayuda"']);
    expect(lines).toEqual([
      { line: 2, cells: rows[1] },
      { line: 3, cells: rows[2] },
    ]);
    expect((await readAll(path, { sheet: 'Ayuda' })).table.headers).toEqual(['x']);
    expect(await fileErrorOf(() => readAll(path, { sheet: 'Nada' }))).toBe('NO_SHEET');
  });

  it('reads numbers, dates by style, shared and rich strings, results of formulas', async () => {
    const path = await writeBook(folder.path('t.xlsx'), {
      strings: '<si><t>compartido</t></si><si><r><t>ri</t></r><r><t>co</t></r><rPh><t>no</t></rPh></si>',
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>',
      rows: [
        '<c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c><c r="C1" t="inlineStr"><is><t>c</t></is></c>',
        '<c r="A2"><v>55.939999999999998</v></c><c r="B2" s="1"><v>46082</v></c><c r="C2" t="s"><v>0</v></c>',
        '<c r="A3"><v>1E+18</v></c><c r="B3" s="2"><v>46082.5</v></c><c r="C3" t="s"><v>1</v></c>',
        '<c r="A4"><f>1+1</f><v>2</v></c><c r="C4" t="b"><v>1</v></c>',
      ],
    });
    const { lines } = await readAll(path, { decimal: ',' });
    expect(lines.map(({ cells }) => cells)).toEqual([
      ['55,94', '2026-03-01', 'compartido'],
      ['1000000000000000000', '2026-03-01 12:00:00', 'rico'],
      ['2', '', 'TRUE'],
    ]);
  });

  it('names a formula without a result and an error value', async () => {
    const path = await writeBook(folder.path('f.xlsx'), {
      rows: [
        '<c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c>',
        '<c r="A2"><f>1+1</f></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      ],
    });
    expect((await readAll(path)).lines[0]?.faults).toEqual([
      { index: 0, reason: expect.stringMatching(/^FORMULA: .*without a result/) },
      { index: 1, reason: expect.stringMatching(/^FORMULA: .*#DIV\/0!/) },
    ]);
  });

  it('skips blank rows, keeps row numbers and pads short rows', async () => {
    const path = await writeBook(folder.path('r.xlsx'), {
      rows: ['<c t="str"><v>a</v></c><c t="str"><v>b</v></c>', '', '<c t="str"><v>x</v></c>'],
    });
    expect((await readAll(path)).lines).toEqual([{ line: 3, cells: ['x', ''] }]);
  });

  it('refuses a zip that is no workbook, a cut-off workbook, an old one, a bomb', async () => {
    const zip = new ZipWriter(folder.path('z.xlsx'));
    await zip.add('notes.txt', ['hello']);
    await zip.close();
    expect(await fileErrorOf(() => readAll(folder.path('z.xlsx')))).toBe('NOT_AN_XLSX');

    const whole = await writeBook(folder.path('ok.xlsx'), {
      rows: ['<c t="str"><v>a</v></c>', '<c t="str"><v>x</v></c>'],
    });
    const bytes = (await import('node:fs')).readFileSync(whole);
    expect(
      await fileErrorOf(() => readAll(folder.write('cut.xlsx', bytes.subarray(0, bytes.length / 2)))),
    ).toBe('NOT_AN_XLSX');
    expect(
      await fileErrorOf(() =>
        readAll(folder.write('old.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))),
      ),
    ).toBe('NOT_AN_XLSX');

    const bomb = new ZipWriter(folder.path('bomb.xlsx'));
    const megabyte = ' '.repeat(1 << 20);
    await bomb.add('xl/workbook.xml', ['<workbook/>']);
    await bomb.add(
      'xl/sharedStrings.xml',
      Array.from({ length: 64 }, () => megabyte),
    );
    await bomb.close();
    expect(await fileErrorOf(() => readAll(folder.path('bomb.xlsx')))).toBe('ZIP_BOMB');
  });
});
