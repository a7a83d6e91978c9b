import { mkdirSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { type RejectedLine, type RejectSink, writeRejects } from '@cauce/ingestion';
import { inFolder } from '../host/folder.ts';

/** Keeps what an import turned away under `rejects/` of the data folder, in the form of its source. */
export const rejectsFolder = (dir: string, source: string): RejectSink => ({
  async open(importId, { shape, headers }) {
    const path = inFolder(dir, 'rejects', `${importId}${extname(source).toLowerCase() || '.csv'}`);
    const waiting: RejectedLine[] = [];
    let wake = (): void => {};
    let ended = false;
    async function* lines() {
      for (;;) {
        const line = waiting.shift();
        if (line) yield line;
        else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    let written: Promise<void> | null = null;
    return {
      async add(line, rejects) {
        if (!written) {
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          written = writeRejects(path, { shape, headers }, lines());
        }
        // A person who was erased is not written down again.
        const known = rejects.every(({ reason }) => !reason.startsWith('ERASED'));
        waiting.push({ line: line.line, cells: known ? line.cells : [], rejects });
        wake();
      },
      async close() {
        ended = true;
        wake();
        await written;
        return written ? path : null;
      },
    };
  },
});
