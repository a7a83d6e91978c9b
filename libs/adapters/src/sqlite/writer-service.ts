import { parentPort } from 'node:worker_threads';
import { StorageFullError } from '@cauce/ports';
import type { Failure } from './writer-thread.ts';

const failureOf = (error: unknown): Failure => {
  const { code, message }: { code?: unknown; message?: unknown } = Object(error);
  const full = error instanceof StorageFullError || code === 'ENOSPC';
  return { kind: 'failed', full, message: String(message) };
};

/**
 * Serves the requests of a `WriterThread` in order, one answer for each; the first answer of all says that the thread
 * is ready. The thread ends after `close`.
 */
export const serveRequests = <Request extends { readonly kind: string }, Answer>(
  handle: (request: Request, answer: (answer: Answer | Failure) => void) => void,
): void => {
  const port = parentPort;
  if (!port) throw new Error('this file runs as a worker thread only');
  const answer = (message: Answer | Failure): void => port.postMessage(message);
  port.on('message', (request: Request) => {
    try {
      handle(request, answer);
    } catch (error) {
      answer(failureOf(error));
    }
    if (request.kind === 'close') port.close();
  });
  port.postMessage({ kind: 'done' });
};
