import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** What is answered to a method and path, given the body of a POST. */
export type Routes = Readonly<Record<string, (body: unknown) => Promise<Answer> | Answer>>;

const NOT_FOUND: Answer = { status: 404, body: { title: 'Not Found' } };

/** The small server of a program: JSON in, JSON out, nothing kept. */
export class ProgramServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** Rejects when it cannot listen there. */
  static async listen(host: string, port: number, routes: Routes): Promise<ProgramServer> {
    const server = createServer(async (request, response) => {
      const answer = async (): Promise<Answer> => {
        try {
          const body = request.method === 'POST' ? await json(request) : null;
          return (await routes[`${request.method} ${request.url}`]?.(body)) ?? NOT_FOUND;
        } catch (error) {
          return { status: 500, body: { title: error instanceof Error ? error.message : String(error) } };
        }
      };
      const { status, body } = await answer();
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    });
    server.listen(port, host);
    await once(server, 'listening');
    const { port: bound } = server.address() as AddressInfo;
    return new ProgramServer(server, `http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
