import { headOf } from './encoding.ts';
import { FileError, type FileFormat, type Line, type Progress, type Table } from './table.ts';
import { RowCollector } from './xlsx-rows.ts';
import { readWorkbook, type Workbook } from './xlsx-workbook.ts';
import { Package } from './xlsx-zip.ts';
import { parseXml } from './xml.ts';

const sheetOf = (book: Workbook, wanted: string | undefined) => {
  const sheet =
    wanted === undefined
      ? (book.sheets.find(({ hidden }) => !hidden) ?? book.sheets[0])
      : book.sheets.find(({ name }) => name === wanted);
  const names = book.sheets.map(({ name }) => `"${name}"`).join(', ');
  if (!sheet)
    throw new FileError(
      'NO_SHEET',
      wanted === undefined
        ? 'the workbook has no sheet'
        : `there is no sheet "${wanted}"; there are: ${names}`,
    );
  return sheet;
};

async function* sheetLines(
  parts: Package,
  part: string,
  rows: RowCollector,
  progress: Progress,
): AsyncGenerator<Line[]> {
  try {
    const stream = await parts.read(part);
    if (!stream) throw new FileError('NOT_AN_XLSX', `the workbook lacks its part ${part}`);
    const total = parts.sizeOf(part) ?? 0;
    let read = 0;
    for await (const bytes of parseXml(stream, rows)) {
      read += bytes;
      progress(read, total);
      if (rows.lines.length > 0) yield rows.lines.splice(0);
    }
  } finally {
    parts.close();
  }
}

/** An .xlsx leaves out the blank cells at the end of a row. */
const padded = (lines: readonly Line[], width: number): Line[] =>
  lines.map((line) =>
    line.cells.length >= width
      ? line
      : { ...line, cells: [...line.cells, ...Array<string>(width - line.cells.length).fill('')] },
  );

async function* batches(
  first: readonly Line[],
  rest: AsyncGenerator<Line[]>,
  width: number,
): AsyncGenerator<Line[]> {
  try {
    if (first.length > 0) yield padded(first, width);
    for await (const lines of rest) yield padded(lines, width);
  } finally {
    await rest.return(undefined);
  }
}

const EMPTY = 'has no rows; it needs a header row and rows under it';

/** Opens a sheet of an .xlsx. Errors: FileError EMPTY_FILE, NOT_AN_XLSX, ZIP_BOMB, NO_SHEET, TOO_MUCH_TEXT, INVALID_HEADER. */
export const openXlsx = async (path: string, format: FileFormat, progress: Progress): Promise<Table> => {
  const head = await headOf(path);
  if (head.length === 0) throw new FileError('EMPTY_FILE', 'the file is empty');
  if (head[0] === 0xd0 && head[1] === 0xcf)
    throw new FileError(
      'NOT_AN_XLSX',
      'the file is an old .xls or has a password; save it as .xlsx without one',
    );
  const parts = await Package.open(path);
  let lines: AsyncGenerator<Line[]> | undefined;
  try {
    const book = await readWorkbook(parts);
    const sheet = sheetOf(book, format.sheet);
    const rest = sheetLines(parts, sheet.part, new RowCollector(book, format.decimal ?? '.'), progress);
    lines = rest;
    const beginning = await rest.next();
    const [header, ...first] = beginning.done ? [] : beginning.value;
    if (!header) throw new FileError('EMPTY_FILE', `sheet "${sheet.name}" ${EMPTY}`);
    if (header.faults)
      throw new FileError('INVALID_HEADER', `row ${header.line}: ${header.faults[0]?.reason}`);
    const others = book.sheets.filter((other) => other !== sheet).map(({ name }) => `"${name}"`);
    return {
      shape: { kind: 'xlsx', sheet: sheet.name },
      headers: header.cells.map((cell) => cell.trim()),
      headerLine: header.line,
      notes:
        others.length > 0
          ? [`OTHER_SHEETS: only "${sheet.name}" was read; left aside: ${others.join(', ')}`]
          : [],
      batches: batches(first, rest, header.cells.length),
      close: async () => {
        await rest.return(undefined);
      },
    };
  } catch (error) {
    await lines?.return(undefined);
    parts.close();
    throw error;
  }
};
