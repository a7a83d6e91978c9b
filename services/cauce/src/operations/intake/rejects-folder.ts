import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, extname, join, parse } from 'node:path';
import { type RejectedLine, type RejectSink, writeRejects } from '@cauce/ingestion';
import { REJECTS } from '../../host/own-files.ts';

/** Lines that may wait to be written. */
const MOST_WAITING = 1_000;

/** A queue between who rejects and who writes: whoever is too fast waits. */
class Waiting {
  private lines: RejectedLine[] = [];
  private ended = false;
  /** The writer is gone: nothing waits for it any more. */
  private broken = false;
  private wakeWriter: () => void = () => {};
  private wakeAdder: () => void = () => {};

  async add(line: RejectedLine): Promise<void> {
    this.lines.push(line);
    this.wakeWriter();
    while (this.lines.length >= MOST_WAITING && !this.broken)
      await new Promise<void>((resolve) => {
        this.wakeAdder = resolve;
      });
  }

  end(): void {
    this.ended = true;
    this.wakeWriter();
  }

  break(): void {
    this.broken = true;
    this.wakeAdder();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RejectedLine> {
    for (;;) {
      const lines = this.lines;
      this.lines = [];
      this.wakeAdder();
      yield* lines;
      if (this.lines.length > 0) continue;
      if (this.ended) return;
      await new Promise<void>((resolve) => {
        this.wakeWriter = resolve;
      });
    }
  }
}

/** The file of what an import turned away; null where there is none. */
export const rejectsOf = (dir: string, importId: string): string | null => {
  const folder = join(dir, REJECTS);
  const name = existsSync(folder) && readdirSync(folder).find((one) => parse(one).name === importId);
  return name ? join(folder, name) : null;
};

/** Keeps what an import turned away under `rejects/` of the data folder, in the form of its source. */
export const rejectsFolder = (dir: string, source: string): RejectSink => ({
  async open(importId, { shape, headers }) {
    const path = join(dir, REJECTS, `${importId}${extname(source).toLowerCase() || '.csv'}`);
    const waiting = new Waiting();
    let written: Promise<void> | null = null;
    return {
      async add(line, rejects) {
        if (!written) {
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          written = writeRejects(path, { shape, headers }, waiting);
          // Why it broke is told when it is closed.
          written.catch(() => waiting.break());
        }
        // A person who was erased is not written down again.
        const known = rejects.every(({ reason }) => !reason.startsWith('ERASED'));
        await waiting.add({ line: line.line, cells: known ? line.cells : [], rejects });
      },
      async close() {
        waiting.end();
        await written;
        return written ? path : null;
      },
    };
  },
});
