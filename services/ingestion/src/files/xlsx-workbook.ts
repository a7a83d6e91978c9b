import { FileError } from './table.ts';
import { isDateFormat } from './xlsx-dates.ts';
import type { Package } from './xlsx-zip.ts';
import { parseWhole, type XmlHandler } from './xml.ts';

/** Most text that the shared strings of a workbook may hold, in characters. */
const MAX_SHARED = 96 * 1_024 * 1_024;

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[];
  readonly from1904: boolean;
  /** By index of a cell's style: whether it shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly strings: readonly string[];
}

const readPart = async (parts: Package, name: string, handler: XmlHandler): Promise<boolean> => {
  const stream = await parts.read(name);
  if (stream) await parseWhole(stream, handler);
  return stream !== undefined;
};

const targetsOf = async (parts: Package): Promise<Map<string, string>> => {
  const targets = new Map<string, string>();
  await readPart(parts, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
};

const dateStylesOf = async (parts: Package): Promise<boolean[]> => {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await readPart(parts, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'xf' && inCells) styles.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
};

const stringsOf = async (parts: Package): Promise<string[]> => {
  const strings: string[] = [];
  let text = '';
  let total = 0;
  let inText = false;
  let phonetic = 0;
  await readPart(parts, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic++;
      inText = name === 't' && phonetic === 0;
    },
    text: (piece) => {
      if (!inText) return;
      total += piece.length;
      if (total > MAX_SHARED)
        throw new FileError(
          'TOO_MUCH_TEXT',
          'the workbook holds more text than can be kept in memory; save the sheet as .csv',
        );
      text += piece;
    },
    close: (name) => {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') phonetic--;
      if (name === 't') inText = false;
    },
  });
  return strings;
};

/** Reads all of a workbook but its rows. Errors: FileError NOT_AN_XLSX, TOO_MUCH_TEXT. */
export const readWorkbook = async (parts: Package): Promise<Workbook> => {
  const targets = await targetsOf(parts);
  const sheets: { name: string; part: string; hidden: boolean }[] = [];
  let from1904 = false;
  const found = await readPart(parts, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      if (name === 'sheet')
        sheets.push({
          name: attributes.name ?? '',
          part: targets.get(relation) ?? '',
          hidden: (attributes.state ?? 'visible') !== 'visible',
        });
    },
  });
  if (!found)
    throw new FileError(
      'NOT_AN_XLSX',
      'the file is a zip, but no .xlsx workbook; unpack it, and import what is inside',
    );
  return { sheets, from1904, dateStyles: await dateStylesOf(parts), strings: await stringsOf(parts) };
};
