import { parentPort, workerData } from 'node:worker_threads';
import { StorageFullError } from '@cauce/ports';
import { LedgerMirror } from './ledger-mirror.ts';
import { LogWriter } from './log-writer.ts';
import type { Answer, Request, WriterOptions } from './writer-protocol.ts';

/** The thread of the log's only writer: takes requests in order and answers each. */
const { file, ledger, maxPages }: WriterOptions = workerData;
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread only');

const answer = (message: Answer): void => port.postMessage(message);

const failure = (error: unknown): Answer => {
  const { code, message }: { code?: unknown; message?: unknown } = Object(error);
  const full = error instanceof StorageFullError || code === 'ENOSPC';
  return { kind: 'failed', full, message: String(message) };
};

const writer = new LogWriter(file, maxPages);
const mirror = new LedgerMirror(ledger, writer);

const handle = (request: Request): void => {
  switch (request.kind) {
    case 'append': {
      mirror.begin();
      const { results, first, mirrored } = writer.commit(request.group);
      // Acknowledged first: what the ledger lacks after a crash it gets from the log.
      answer({ kind: 'appended', results });
      mirror.committed(first, mirrored);
      break;
    }
    case 'note':
      mirror.note(request.entry);
      answer({ kind: 'done' });
      break;
    case 'mark':
      answer({ kind: 'marked', mark: mirror.mark() });
      break;
    case 'close':
      try {
        mirror.close();
      } finally {
        writer.close();
      }
      answer({ kind: 'done' });
      break;
  }
};

port.on('message', (request: Request) => {
  try {
    handle(request);
  } catch (error) {
    answer(failure(error));
  }
  if (request.kind === 'close') port.close();
});
answer({ kind: 'done' });
