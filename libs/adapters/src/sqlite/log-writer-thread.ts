import type { Answer, Request, WriterOptions } from './log-writer-protocol.ts';
import { WriterThread } from './writer-thread.ts';

/** The thread of a log's only writer. */
export type LogWriterThread = WriterThread<Request, Answer>;

/** Starts it; resolves when the log is open for writing. */
export const startLogWriter = (options: WriterOptions): Promise<LogWriterThread> =>
  WriterThread.start(import.meta.url, 'log-writer.worker', options.file, options);
