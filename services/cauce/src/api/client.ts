import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { json, text } from 'node:stream/consumers';
import type { OperationName } from '../operations/index.ts';
import { UsageError } from '../operations/usage-error.ts';
import type { Problem } from './http.ts';
import { requestFor } from './routes.ts';

/** Where a running host is asked, and by whose key. */
export interface HostAddress {
  readonly api: string;
  readonly key: string;
}

/** The host said no, or cannot be reached. */
export class HostError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HostError';
  }
}

const ASKED_WRONGLY = /:(UsageError|BadQuestionError|InvalidArgumentsError)$/;

/** The error that a problem was on the side of the host, as far as it matters here. */
const errorOf = ({ type, detail }: Problem): Error =>
  ASKED_WRONGLY.test(type) ? new UsageError(detail) : new HostError(detail);

/** Sends a request; gives the answer when its head is there. Long work may take as long as it takes. */
const send = async (
  { api, key }: HostAddress,
  name: OperationName,
  args: object,
): Promise<IncomingMessage> => {
  const { method, path, body } = requestFor(name, args);
  const headers = {
    authorization: `Bearer ${key}`,
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  };
  const open = api.startsWith('https:') ? httpsRequest : httpRequest;
  const request = open(`${api}${path}`, { method, headers });
  request.end(body === null ? undefined : JSON.stringify(body));
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode === 200) return response;
    throw errorOf((await json(response)) as Problem);
  } catch (error) {
    const { code }: { code?: unknown } = Object(error);
    if (code !== 'ECONNREFUSED' && code !== 'ECONNRESET') throw error;
    throw new HostError(`the host at ${api} cannot be reached: it may be starting or stopping, try again`);
  }
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
