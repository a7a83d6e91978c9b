import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the files of one test, which goes when it is disposed of. */
export const tempFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-files-'));
  return {
    path: (name: string): string => join(folder, name),
    write: (name: string, content: string | Uint8Array): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};
export type TempFolder = ReturnType<typeof tempFolder>;
