/** Why a whole file cannot be read: a stable code, then what is wrong and what to do. */
export class FileError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'FileError';
    this.code = code;
  }
}

/** Why a cell, or a whole line, cannot be used; the rest of the file is read on. */
export interface Fault {
  /** Which cell, counting from 0; left out where the whole line is meant. */
  readonly index?: number;
  /** Stable code, then words. */
  readonly reason: string;
}

/** One row of a file. */
export interface Line {
  /** Where it begins in the file, counting from 1, the header included: physical lines of a .csv, rows of an .xlsx. */
  readonly line: number;
  /** As in the file, not trimmed. Of a faulty line, what could be read. */
  readonly cells: readonly string[];
  readonly faults?: readonly Fault[];
}

export type Encoding = 'auto' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t' | '|';

/** What is declared about a file; what is left out is found out. */
export interface FileFormat {
  readonly delimiter?: Delimiter;
  readonly encoding?: Encoding;
  /** The decimal sign in which the numbers of an .xlsx are given out. */
  readonly decimal?: '.' | ',';
  /** Which sheet of an .xlsx; left out, the first. */
  readonly sheet?: string;
}

/** A file as it was found to be. */
export type FileShape =
  | {
      readonly kind: 'csv';
      readonly delimiter: Delimiter;
      readonly encoding: Exclude<Encoding, 'auto'>;
      readonly byteOrderMark: boolean;
      readonly newline: '\n' | '\r\n' | '\r';
    }
  | { readonly kind: 'xlsx'; readonly sheet: string };

export interface Table {
  readonly shape: FileShape;
  readonly headers: readonly string[];
  /** Line of the header row. */
  readonly headerLine: number;
  /** What is odd about the file but does not stop it: other sheets, say. */
  readonly notes: readonly string[];
  /** Rows after the header, some hundreds at a time; read once. Leaving the loop closes the file. */
  readonly batches: AsyncIterable<readonly Line[]>;
  /** Closes a file whose rows are not wanted. */
  readonly close: () => Promise<void>;
}

export type Progress = (bytesRead: number, totalBytes: number) => void;

/** Longest text of a cell, as in a spreadsheet. */
export const MAX_CELL = 32_767;
/** Most columns of a table. */
export const MAX_COLUMNS = 1_000;
