import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { SmppConnection } from './connection.ts';
import { COMMAND, encodePdu, type Pdu, PduReader, responseTo } from './pdu.ts';

let server: Server;
let connection: SmppConnection;
/** What the other side hears, and how it can speak. */
let heard: Pdu[];
let other: Socket;

/** A connection to another side that answers nothing by itself. */
const open = async (options: { answerMs?: number; enquireMs?: number } = {}): Promise<void> => {
  const came = Promise.withResolvers<Socket>();
  server = createServer((socket) => {
    const reader = new PduReader();
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => heard.push(...reader.push(bytes)));
    came.resolve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const onRequest = (request: Pdu): void => connection.refuse(request);
  connection = new SmppConnection(connect(port, '127.0.0.1'), {
    monotonic: systemMonotonic,
    onRequest,
    ...options,
  });
  other = await came.promise;
};

/** Resolves once the other side has heard so many PDUs. */
const hears = async (count: number): Promise<void> => {
  while (heard.length < count) await new Promise((resolve) => other.once('data', resolve));
};

const says = (command: number, sequence: number, status = 0): void =>
  void other.write(encodePdu({ command, status, sequence, body: Buffer.alloc(0) }));

beforeEach(() => {
  heard = [];
});
afterEach(async () => {
  connection.close();
  other.destroy();
  await new Promise((resolve) => server.close(resolve));
});

describe('a connection', () => {
  it('gives each request its own answer, in whatever order they come', async () => {
    await open();
    const [one, two] = [connection.request(COMMAND.submitSm), connection.request(COMMAND.submitSm)];
    await hears(2);
    says(responseTo(COMMAND.submitSm), heard[1]?.sequence ?? 0, 0x58);
    says(COMMAND.genericNack, heard[0]?.sequence ?? 0, 3);
    expect([(await one).status, (await two).status]).toEqual([3, 0x58]);
  });

  it('answers an enquire_link, and what it does not know with a generic_nack', async () => {
    await open();
    says(COMMAND.enquireLink, 7);
    says(0x0103, 8);
    await hears(2);
    expect(heard.map(({ command, sequence, status }) => [command, sequence, status]).sort()).toEqual([
      [COMMAND.genericNack, 8, 3],
      [responseTo(COMMAND.enquireLink), 7, 0],
    ]);
  });

  it('asks a silent other side whether it is there, and hangs up when it is not', async () => {
    await open({ enquireMs: 20, answerMs: 20 });
    await connection.closed;
    expect(heard.map(({ command }) => command)).toEqual([COMMAND.enquireLink]);
  });

  it.each([
    ['hangs up', () => other.destroy(), 'CLOSED'],
    ['talks of something else', () => other.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'CLOSED'],
    ['falls silent', () => undefined, 'TIMEOUT'],
  ])('loses what waits when the other side %s', async (_how, deed, code) => {
    await open({ answerMs: 50 });
    const answer = connection.request(COMMAND.submitSm);
    await hears(1);
    deed();
    await expect(answer).rejects.toMatchObject({ code });
    expect(connection.usable).toBe(false);
    await expect(connection.request(COMMAND.submitSm)).rejects.toMatchObject({ code: 'CLOSED' });
  });

  it('that retires lets what is under way end, and begins nothing', async () => {
    await open();
    const answer = connection.request(COMMAND.submitSm);
    await hears(1);
    connection.retire();
    await expect(connection.request(COMMAND.submitSm)).rejects.toMatchObject({ code: 'CLOSED' });
    says(responseTo(COMMAND.submitSm), heard[0]?.sequence ?? 0);
    expect((await answer).status).toBe(0);
    await connection.closed;
  });
});
