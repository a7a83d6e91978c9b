import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderDesk } from './provider-desk.ts';

export interface DeskServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Lets other processes ask a provider's desk. Port 0 takes a free one. Rejects when it cannot listen there. */
export const serveDesk = async (
  desk: ProviderDesk,
  { host = '127.0.0.1', port = 0 } = {},
): Promise<DeskServer> => {
  const answer = (url: URL): Promise<unknown> => {
    const { searchParams, pathname } = url;
    if (pathname === '/receipts')
      return desk.receipts(searchParams.get('after'), Number(searchParams.get('limit')));
    return desk.lookUp(searchParams.get('message') ?? '');
  };
  const server = createServer(async (request, response) => {
    try {
      response.end(JSON.stringify(await answer(new URL(request.url ?? '/', 'http://desk'))));
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.message : String(error));
    }
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** The desk of a provider that answers over HTTP. */
export class HttpDesk implements ProviderDesk {
  constructor(private readonly url: string) {}

  lookUp(messageId: string): ReturnType<ProviderDesk['lookUp']> {
    return this.ask('messages', { message: messageId });
  }

  receipts(after: string | null, limit: number): ReturnType<ProviderDesk['receipts']> {
    return this.ask('receipts', { ...(after === null ? {} : { after }), limit: String(limit) });
  }

  /** Throws where the desk does not answer, or not as it should. */
  private async ask<T>(what: string, query: Readonly<Record<string, string>>): Promise<T> {
    const response = await fetch(`${this.url}/${what}?${new URLSearchParams(query)}`);
    if (!response.ok) throw new Error(`the provider's desk answered ${response.status}`);
    return (await response.json()) as T;
  }
}
