import { workerData } from 'node:worker_threads';
import { KeyFile } from './key-file.ts';
import { type KeyAnswer, type KeyRequest, type KeyWriterOptions, unpackKeys } from './key-writer-protocol.ts';
import { serveRequests } from './writer-service.ts';

/** The thread that wraps many new keys and writes them. */
const { path, master }: KeyWriterOptions = workerData;
const file = new KeyFile(path, () => master);

serveRequests<KeyRequest, KeyAnswer>((request, answer) => {
  if (request.kind === 'add') file.add(unpackKeys(request.keys));
  else file.close();
  answer({ kind: 'done' });
});
