import { access, constants, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { openCsv } from './csv-read.ts';
import { FileError, type FileFormat, type Progress, type Table } from './table.ts';
import { openXlsx } from './xlsx-read.ts';

/**
 * Opens a file of rows by its ending: ".xlsx" is a workbook, everything else delimited text.
 * Errors: FileError, before any row is given.
 */
export const openTable = async (
  path: string,
  format: FileFormat = {},
  progress: Progress = () => {},
): Promise<Table> => {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new FileError('NO_FILE', `there is no file ${path}`);
  if (!found.isFile()) throw new FileError('NO_FILE', `${path} is a folder or a device; give a file`);
  await access(path, constants.R_OK).catch(() => {
    throw new FileError('NO_FILE', `${path} may not be read by this user; allow it to be read`);
  });
  return extname(path).toLowerCase() === '.xlsx'
    ? openXlsx(path, format, progress)
    : openCsv(path, format, progress);
};
