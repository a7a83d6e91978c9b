import { type Fault, type Line, MAX_CELL, MAX_COLUMNS } from './table.ts';
import { dateOfSerial } from './xlsx-dates.ts';
import type { Workbook } from './xlsx-workbook.ts';
import type { XmlHandler } from './xml.ts';

/** Column of a cell reference, counting from 0: "A1" → 0, "AB7" → 27; -1 where it is none. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (let index = 0; index < reference.length; index++) {
    const letter = reference.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
};

/** The text of a number without exponent, in the file's decimal sign; doubles are shown with 15 digits, as on the sheet. */
const numberText = (raw: string, decimal: string): string => {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  const short = Number(value.toPrecision(15));
  const plain =
    Math.abs(short) < 1e21 ? (Number.isInteger(short) ? BigInt(short).toString() : String(short)) : raw;
  const unfolded = plain.includes('e-') ? short.toFixed(20).replace(/0+$/, '') : plain;
  return unfolded.replace('.', decimal);
};

const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** Collects the rows of a sheet while its XML goes by. Rows read so far are in `lines`, for the caller to take. */
export class RowCollector implements XmlHandler {
  lines: Line[] = [];
  readonly #book: Workbook;
  readonly #decimal: string;
  #row = 0;
  #cells: string[] = [];
  #faults: Fault[] = [];
  #column = -1;
  #type = 'n';
  #style = 0;
  #text = '';
  #collecting = false;
  #formula = false;

  constructor(book: Workbook, decimal: string) {
    this.#book = book;
    this.#decimal = decimal;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'row') {
      this.#row = Number(attributes.r ?? this.#row + 1);
      this.#cells = [];
      this.#faults = [];
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#text = '';
      this.#formula = false;
    } else if (name === 'f') this.#formula = true;
    else if (name === 'v' || name === 't') this.#collecting = true;
  };

  text = (piece: string): void => {
    if (this.#collecting && this.#text.length <= MAX_CELL) this.#text += piece;
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.#collecting = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row' && this.#cells.some((cell) => cell.trim() !== '')) this.#endRow();
  };

  #endRow(): void {
    const cells = Array.from(this.#cells, (cell) => cell ?? '');
    this.lines.push({ line: this.#row, cells, ...(this.#faults.length > 0 && { faults: this.#faults }) });
  }

  #endCell(): void {
    if (this.#column < 0 || this.#column >= MAX_COLUMNS) {
      if (this.#text !== '')
        this.#faults.push({ reason: `TOO_MANY_COLUMNS: at most ${MAX_COLUMNS} are read` });
      return;
    }
    while (this.#cells.length < this.#column) this.#cells.push('');
    const reason = this.#wrong();
    if (reason) this.#faults.push({ index: this.#column, reason });
    this.#cells[this.#column] = reason ? this.#text || '=' : this.#value();
  }

  #wrong(): string | undefined {
    if (this.#formula && this.#text === '' && this.#type !== 'str')
      return 'FORMULA: the cell holds a formula without a result; save the sheet with values';
    if (this.#type === 'e') return `FORMULA: the cell holds the error ${this.#text}`;
    if (this.#text.length > MAX_CELL) return `CELL_TOO_LONG: more than ${MAX_CELL} characters`;
    return undefined;
  }

  #value(): string {
    const text = this.#text;
    if (text === '') return '';
    if (this.#type === 's') return unescaped(this.#book.strings[Number(text)] ?? '');
    if (this.#type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
    if (this.#type !== 'n') return unescaped(text);
    const date = this.#book.dateStyles[this.#style]
      ? dateOfSerial(Number(text), this.#book.from1904)
      : undefined;
    return date ?? numberText(text, this.#decimal);
  }
}
