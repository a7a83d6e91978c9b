import { ZipWriter } from '../zip-write.ts';

/** A workbook by hand, for what our own writer never writes. Each row is the XML of its cells. */
export const writeBook = async (
  path: string,
  {
    rows,
    strings,
    styles,
    sheets = 1,
  }: { rows: readonly string[]; strings?: string; styles?: string; sheets?: number },
): Promise<string> => {
  const zip = new ZipWriter(path);
  const count = Array.from({ length: sheets }, (_unused, index) => index + 1);
  await zip.add('xl/workbook.xml', [
    `<workbook xmlns:r="r"><sheets>${count.map((n) => `<sheet name="Hoja${n}" sheetId="${n}" r:id="r${n}"/>`).join('')}</sheets></workbook>`,
  ]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    `<Relationships>${count.map((n) => `<Relationship Id="r${n}" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
  ]);
  if (strings) await zip.add('xl/sharedStrings.xml', [`<sst>${strings}</sst>`]);
  if (styles) await zip.add('xl/styles.xml', [`<styleSheet>${styles}</styleSheet>`]);
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join('');
  for (const n of count)
    await zip.add(`xl/worksheets/sheet${n}.xml`, [
      `<worksheet><sheetData>${n === 1 ? data : ''}</sheetData></worksheet>`,
    ]);
  await zip.close();
  return path;
};
