import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type SeenSpan, type SeenValue, spansIn, valuesIn } from './otlp.ts';

/** Takes what is sent by OTLP as JSON, and keeps it. */
export class Collector {
  /** Every body, as it came. */
  readonly bodies: string[] = [];
  readonly spans: SeenSpan[] = [];
  /** Every value each time that it was sent, the latest last. */
  readonly values: SeenValue[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', async (request, response) => {
      const body = await text(request);
      collector.bodies.push(body);
      if (request.url === '/v1/traces') collector.spans.push(...spansIn(JSON.parse(body)));
      if (request.url === '/v1/metrics') collector.values.push(...valuesIn(JSON.parse(body)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  /** What a process that is to send here is told. */
  get env(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    };
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
