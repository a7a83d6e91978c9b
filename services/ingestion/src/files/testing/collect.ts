import { openTable } from '../open.ts';
import { FileError, type FileFormat, type Line, type Table } from '../table.ts';

/** All lines of a table. */
export const linesOf = async (table: Table): Promise<Line[]> => {
  const lines: Line[] = [];
  for await (const batch of table.batches) lines.push(...batch);
  return lines;
};

/** A file read whole. */
export const readAll = async (
  path: string,
  format?: FileFormat,
): Promise<{ table: Table; lines: Line[] }> => {
  const table = await openTable(path, format);
  return { table, lines: await linesOf(table) };
};

/** The code of the FileError that something fails with; anything else goes on as it is. */
export const fileErrorOf = async (attempt: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error.code;
    throw error;
  }
};
