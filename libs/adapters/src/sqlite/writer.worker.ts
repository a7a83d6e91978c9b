import { parentPort, workerData } from 'node:worker_threads';
import { LogWriter } from './log-writer.ts';
import type { Answer, Request, WriterOptions } from './writer-protocol.ts';

/** The thread of the log's only writer: takes requests in order and answers each. */
const { file, maxPages }: WriterOptions = workerData;
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread only');

const answer = (message: Answer): void => port.postMessage(message);

const SQLITE_FULL = 13;

const failure = (error: unknown): Answer => ({
  kind: 'failed',
  full: error instanceof Error && 'errcode' in error && error.errcode === SQLITE_FULL,
  message: error instanceof Error ? error.message : String(error),
});

const writer = new LogWriter(file, maxPages);

const handle = (request: Request): Answer => {
  switch (request.kind) {
    case 'append':
      return { kind: 'appended', results: writer.commit(request.group) };
    case 'close':
      writer.close();
      return { kind: 'done' };
  }
};

port.on('message', (request: Request) => {
  try {
    answer(handle(request));
  } catch (error) {
    answer(failure(error));
  }
  if (request.kind === 'close') port.close();
});
answer({ kind: 'done' });
