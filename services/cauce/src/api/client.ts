import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { json, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentsError, UsageError } from '../host/usage-error.ts';
import type { OperationName } from '../operations/index.ts';
import type { Problem } from './http.ts';
import { requestFor } from './routes.ts';

/** Where a running host is asked, and by whose key. */
export interface HostAddress {
  readonly api: string;
  readonly key: string;
  /** Whether it may run on another machine, to which files of this one must be handed in. */
  readonly elsewhere?: boolean;
}

/** The host said no, or cannot be reached. */
export class HostError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HostError';
  }
}

const ASKED_WRONGLY = /:(UsageError|BadQuestionError)$/;

/** The error that a problem was on the side of the host, as far as it matters here. */
const errorOf = ({ type, detail, problems }: Problem): Error => {
  if (problems) return new InvalidArgumentsError(problems);
  return ASKED_WRONGLY.test(type) ? new UsageError(detail) : new HostError(detail);
};

const begin = (
  { api, key }: HostAddress,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): ClientRequest => {
  const open = api.startsWith('https:') ? httpsRequest : httpRequest;
  return open(`${api}${path}`, { method, headers: { authorization: `Bearer ${key}`, ...headers } });
};

/** The answer to a request, when its head is there. Long work may take as long as it takes. */
const answerTo = async (request: ClientRequest, { api }: HostAddress): Promise<IncomingMessage> => {
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode === 200 || response.statusCode === 201) return response;
    throw errorOf((await json(response)) as Problem);
  } catch (error) {
    const { code }: { code?: unknown } = Object(error);
    if (code !== 'ECONNREFUSED' && code !== 'ECONNRESET') throw error;
    throw new HostError(`the host at ${api} cannot be reached: it may be starting or stopping, try again`);
  }
};

/** Asks for an operation. */
const send = (host: HostAddress, name: OperationName, args: object): Promise<IncomingMessage> => {
  const { method, path, body } = requestFor(name, args);
  const request = begin(host, method, path, body === null ? {} : { 'content-type': 'application/json' });
  request.end(body === null ? undefined : JSON.stringify(body));
  return answerTo(request, host);
};

/** Hands in a file of this machine; what the host calls it. Throws HostError. */
export const handIn = async (
  host: HostAddress,
  path: string,
  onProgress: (sent: number, total: number) => void = () => {},
): Promise<string> => {
  const { size } = await stat(path);
  let sent = 0;
  const counted = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const some of content) {
      sent += some.length;
      onProgress(sent, size);
      yield some;
    }
  };
  const request = begin(host, 'POST', `/files?name=${encodeURIComponent(basename(path))}`, {
    'content-type': 'application/octet-stream',
    'content-length': String(size),
  });
  // A host that takes no more answers before all is sent: then its answer tells why.
  pipeline(createReadStream(path), counted, request).catch(() => {});
  const { file } = (await json(await answerTo(request, host))) as { file: string };
  return file;
};

/** Writes the lines that an import of a host turned away to a file of this machine. */
export const fetchRejects = async (host: HostAddress, importId: string, path: string): Promise<void> => {
  const request = begin(host, 'GET', `/imports/${encodeURIComponent(importId)}/rejects`, {});
  request.end();
  await pipeline(await answerTo(request, host), createWriteStream(path, { mode: 0o600 }));
};

/** The result of an operation of a running host. */
export const askHost = async (host: HostAddress, name: OperationName, args: object): Promise<unknown> =>
  json(await send(host, name, args));

/** The page of a dossier, and what the host says of it. */
export const askDossier = async (host: HostAddress, debtor: string) => {
  const response = await send(host, 'dossier', { debtor });
  const { 'cauce-debtor-id': debtorId, 'cauce-verified': verified } = response.headers;
  return { debtorId: String(debtorId), verified: verified === 'true', html: await text(response) };
};

/** The results of an operation that gives many, as they come. Throws when the host breaks off. */
export async function* askHostLines(
  host: HostAddress,
  name: OperationName,
  args: object,
): AsyncGenerator<unknown> {
  const response = await send(host, name, args);
  for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield JSON.parse(line);
  }
  if (!response.complete) throw new HostError('the host broke off its answer: try again');
}
