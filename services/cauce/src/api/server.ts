import { createServer } from 'node:net';
import { isTooDeep, TOO_DEEP } from '@cauce/kernel';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { dropUnused } from '../host/uploads.ts';
import { UsageError } from '../host/usage-error.ts';
import { Answers } from './answers.ts';
import { ApiModule } from './api.module.ts';
import { Authenticator } from './authenticate.ts';
import { Desk, type Readiness, type Served } from './desk.ts';
import { documentation } from './documentation.ts';
import type { ApiRequest, ApiResponse, Next } from './http.ts';

/** Where the API is where nobody says otherwise. */
export const DEFAULT_PORT = 4180;
const LARGEST_BODY = '1mb';
/** How long a request under way may take to end when the host stops. */
const DRAIN_MS = 10_000;
/** How long its answer may take to be read then. */
const FAREWELL_MS = 1_000;

/** Longer than a busy host may take to look at its sockets: a connection is not closed while a call comes in on it. */
const KEEP_ALIVE_MS = 60_000;

/** The API of a running host. */
export interface ApiServer {
  readonly url: string;
  /** Opens the mailbox in a browser, once. */
  readonly browserLink: string;
  /** Takes no more calls, and lets those under way end. */
  close(): Promise<void>;
}

/** Where the API listens: on loopback unless it says otherwise; without a port on the usual one, or a free one. */
export interface ListenOptions {
  readonly host?: string;
  readonly port?: number;
}

const LOOPBACK = '127.0.0.1';

const listen = async (
  app: NestExpressApplication,
  { host = LOOPBACK, port }: ListenOptions,
): Promise<void> => {
  const free = await isFree(port ?? DEFAULT_PORT, host);
  if (!free && port !== undefined) throw new PortTakenError(port);
  await app.listen(free ? (port ?? DEFAULT_PORT) : 0, host);
};

/** Asked before Nest listens, which would report a taken port as a failure of its own. */
const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

/** Somebody else listens there. */
class PortTakenError extends Error {
  constructor(port: number) {
    super(`the port ${port} is taken: stop what listens there, or give another one with --port`);
    this.name = 'PortTakenError';
  }
}

/** Whatever looks at a body may walk it by recursion. */
const refuseTooDeep = ({ body }: ApiRequest, _response: ApiResponse, next: Next): void =>
  next(isTooDeep(body) ? new UsageError(TOO_DEEP) : undefined);

/** Serves the API of a host. */
export const startApi = async (
  host: Served,
  readiness: Readiness,
  place: ListenOptions = {},
): Promise<ApiServer> => {
  const { core, dir } = host.folder;
  dropUnused(dir, { all: true });
  const desk = new Desk(host, readiness);
  const authenticator = new Authenticator(core, (place.host ?? LOOPBACK) === LOOPBACK);
  const app = await NestFactory.create<NestExpressApplication>(
    ApiModule.register(desk, await Answers.open(core)),
    new ExpressAdapter(),
    { logger: ['error', 'fatal'], bodyParser: false, abortOnError: false },
  );
  app.disable('x-powered-by');
  app.use(authenticator.middleware);
  app.use(documentation());
  app.useBodyParser('json', { limit: LARGEST_BODY });
  app.use(refuseTooDeep);
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(app, place);
  const url = (await app.getUrl()).replace(/\/$/, '');
  return {
    url,
    browserLink: `${url}${authenticator.linkPath}`,
    close: async () => {
      const server = app.getHttpServer();
      const closed = app.close();
      await desk.close(DRAIN_MS);
      // What has just ended is still to be answered.
      await core.monotonic.wait(0);
      server.closeIdleConnections();
      const gone = new AbortController();
      await Promise.race([closed, core.monotonic.wait(FAREWELL_MS, gone.signal)]);
      gone.abort();
      server.closeAllConnections();
      await closed;
    },
  };
};
