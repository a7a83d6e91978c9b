import { readFileSync } from 'node:fs';
import { writeXlsx } from '../xlsx-write.ts';
import { ZipWriter } from '../zip-write.ts';
import type { BadFile } from './bad-file.ts';
import type { TempFolder } from './temp.ts';
import { writeBook } from './workbook.ts';

const zipOf = async (
  folder: TempFolder,
  parts: Readonly<Record<string, Iterable<string>>>,
): Promise<string> => {
  const zip = new ZipWriter(folder.path('bad.xlsx'));
  for (const [name, pieces] of Object.entries(parts)) await zip.add(name, pieces);
  await zip.close();
  return folder.path('bad.xlsx');
};

function* spaces(mebibytes: number): Generator<string> {
  const piece = ' '.repeat(1 << 20);
  for (let index = 0; index < mebibytes; index++) yield piece;
}

const texts = (cells: readonly string[]): string =>
  cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('');

/** Workbooks that are none, or hold what cannot be read. */
export const badWorkbooks = (
  headers: readonly string[],
  cellsWith: (changes?: Readonly<Record<string, string>>) => string[],
): BadFile[] => {
  const book = (
    name: string,
    rows: readonly string[],
    expected: BadFile['expect'],
    strings?: string,
  ): BadFile => ({
    name,
    make: (folder) => writeBook(folder.path('bad.xlsx'), { rows, ...(strings !== undefined && { strings }) }),
    expect: expected,
  });
  const written = async (folder: TempFolder): Promise<string> => {
    await writeXlsx(folder.path('good.xlsx'), [{ name: 'Deudas', rows: [headers, cellsWith()] }]);
    return folder.path('good.xlsx');
  };
  const amount = headers.indexOf('capital');
  const withAmount = (xml: string): string => {
    const cells = cellsWith();
    return texts(cells.slice(0, amount)) + xml + texts(cells.slice(amount + 1));
  };
  const good = texts(cellsWith({ obligacion: 'GOOD' }));
  const head = texts(headers);
  return [
    {
      name: 'an empty .xlsx',
      make: (folder) => folder.write('bad.xlsx', ''),
      expect: { error: 'EMPTY_FILE' },
    },
    {
      name: 'a .csv named .xlsx',
      make: (folder) => folder.write('bad.xlsx', 'a,b\n1,2\n'),
      expect: { error: 'NOT_AN_XLSX' },
    },
    {
      name: 'an old .xls',
      make: (folder) => folder.write('bad.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2])),
      expect: { error: 'NOT_AN_XLSX' },
    },
    {
      name: 'a .zip named .xlsx',
      make: (folder) => zipOf(folder, { 'debts.csv': ['a,b\n1,2\n'] }),
      expect: { error: 'NOT_AN_XLSX' },
    },
    {
      name: 'a zip bomb',
      make: (folder) =>
        zipOf(folder, { 'xl/workbook.xml': ['<workbook/>'], 'xl/sharedStrings.xml': spaces(64) }),
      expect: { error: 'ZIP_BOMB' },
    },
    {
      name: 'a truncated .xlsx',
      make: async (folder) => folder.write('bad.xlsx', readFileSync(await written(folder)).subarray(0, 900)),
      expect: { error: 'NOT_AN_XLSX' },
    },
    {
      name: 'an .xlsx with damaged bytes',
      make: async (folder) => {
        const bytes = readFileSync(await written(folder));
        const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 60;
        return folder.write(
          'bad.xlsx',
          Buffer.concat([bytes.subarray(0, at), Buffer.alloc(40, 0x55), bytes.subarray(at + 40)]),
        );
      },
      expect: { error: 'NOT_AN_XLSX' },
    },
    {
      name: 'a workbook without sheets',
      make: (folder) => zipOf(folder, { 'xl/workbook.xml': ['<workbook><sheets/></workbook>'] }),
      expect: { error: 'NO_SHEET' },
    },
    {
      name: 'a workbook whose sheet is missing',
      make: (folder) =>
        zipOf(folder, {
          'xl/workbook.xml': [
            '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
          ],
        }),
      expect: { error: 'NOT_AN_XLSX' },
    },
    {
      name: 'a workbook with entities that expand',
      make: (folder) =>
        zipOf(folder, {
          'xl/workbook.xml': [
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook><sheets>&b;</sheets></workbook>',
          ],
        }),
      expect: { error: 'NOT_AN_XLSX' },
    },
    book('an empty sheet', [], { error: 'EMPTY_FILE' }),
    book('a sheet with its header only', [head], { error: 'EMPTY_FILE' }),
    book('a formula without a result', [head, withAmount('<c><f>A1*2</f></c>'), good], {
      rejects: ['FORMULA'],
      taken: 1,
    }),
    book('a formula in error', [head, withAmount('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'), good], {
      rejects: ['FORMULA'],
      taken: 1,
    }),
    book('a formula with its result', [head, withAmount('<c><f>A1*2</f><v>2000</v></c>')], {
      rejects: [],
      taken: 1,
    }),
    book('an amount of 10^18 in a sheet', [head, withAmount('<c><v>1E+18</v></c>'), good], {
      rejects: ['AMOUNT_TOO_LARGE'],
      taken: 1,
    }),
    book(
      'a cell of 200,000 characters in a sheet',
      [head, withAmount(`<c t="inlineStr"><is><t>${'9'.repeat(200_000)}</t></is></c>`), good],
      { rejects: ['CELL_TOO_LONG'], taken: 1 },
    ),
    book(
      'a reference to a shared string that is not there',
      [head, withAmount('<c t="s"><v>99</v></c>'), good],
      { rejects: ['MISSING_VALUE'], taken: 1 },
    ),
    {
      name: 'two sheets',
      make: async (folder) => {
        await writeXlsx(folder.path('bad.xlsx'), [
          { name: 'Deudas', rows: [headers, cellsWith()] },
          { name: 'Más', rows: [headers, cellsWith({ obligacion: 'O2' })] },
        ]);
        return folder.path('bad.xlsx');
      },
      expect: { rejects: [], taken: 1, notes: 'OTHER_SHEETS' },
    },
  ];
};
