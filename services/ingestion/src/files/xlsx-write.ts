import { ZipWriter } from './zip-write.ts';

/** A sheet to be written; every cell is text, so that nothing loses a leading zero or turns into a date. */
export interface SheetContent {
  readonly name: string;
  /** Rows in order; the first is written in bold and stays in view. */
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Widths of the columns, in characters. */
  readonly widths?: readonly number[];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    // What XML cannot hold is written the way Excel does.
    .replace(
      /(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu,
      (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
    .replace(/\p{Cs}/gu, '\ufffd');

/** Letters of a column, counting from 0: 27 → "AB". */
const lettersOf = (column: number): string =>
  (column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const cellXml = (text: string, reference: string, style: number): string =>
  text === ''
    ? `<c r="${reference}" s="${style}"/>`
    : `<c r="${reference}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** Style 1 is text, style 2 text in bold. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

async function* sheetXml({ rows, widths = [] }: SheetContent): AsyncGenerator<string> {
  const columns = widths
    .map(
      (width, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" style="1" customWidth="1"/>`,
    )
    .join('');
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns && `<cols>${columns}</cols>`}<sheetData>`;
  let row = 0;
  for await (const cells of rows) {
    row++;
    const style = row === 1 ? 2 : 1;
    yield `<row r="${row}">${cells.map((text, column) => cellXml(text, `${lettersOf(column)}${row}`, style)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

const relations = (list: string): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`;

const contentTypes = (count: number): string => {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`;
  const sheets = Array.from({ length: count }, (_unused, index) =>
    part(`worksheets/sheet${index + 1}`, 'worksheet'),
  ).join('');
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('styles', 'styles')}${sheets}</Types>`;
};

/** Writes an .xlsx as its rows come, in bounded memory. */
export const writeXlsx = async (path: string, sheets: readonly SheetContent[]): Promise<void> => {
  const zip = new ZipWriter(path);
  const listed = sheets
    .map(
      ({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    )
    .join('');
  const targets = sheets
    .map((_sheet, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
    .join('');
  await zip.add('[Content_Types].xml', [contentTypes(sheets.length)]);
  await zip.add('_rels/.rels', [relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))]);
  await zip.add('xl/workbook.xml', [
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed}</sheets></workbook>`,
  ]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    relations(targets + relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml')),
  ]);
  await zip.add('xl/styles.xml', [STYLES]);
  for (const [index, sheet] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet));
  await zip.close();
};
