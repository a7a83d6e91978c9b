import { workerData } from 'node:worker_threads';
import { LedgerMirror } from './ledger-mirror.ts';
import { LogWriter } from './log-writer.ts';
import type { Answer, Request, WriterOptions } from './log-writer-protocol.ts';
import { serveRequests } from './writer-service.ts';

/** The thread of the log's only writer: takes requests in order and answers each. */
const { file, ledger, kept, maxPages }: WriterOptions = workerData;
const writer = new LogWriter(file, kept, maxPages);
const mirror = new LedgerMirror(ledger, writer);

serveRequests<Request, Answer>((request, answer) => {
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
});
