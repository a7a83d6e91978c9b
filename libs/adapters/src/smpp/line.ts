import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Monotonic } from '@cauce/ports';
import { tlsOptions } from '../shared/tls-options.ts';
import { encodeBind } from './bodies.ts';
import { SmppConnection } from './connection.ts';
import { COMMAND, type Pdu, STATUS, statusName } from './pdu.ts';

/** interface_version of SMPP 3.4 (5.2.4). */
const VERSION = 0x34;
const CONNECT_MS = 5_000;
/** Waits between attempts to connect: doubled each time, up to the last. */
const FIRST_BACK_OFF_MS = 100;
const LAST_BACK_OFF_MS = 10_000;

export interface Account {
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken, from the first byte. */
  readonly tls?: boolean;
  /** Certificates to trust (PEM), in place of those that Node trusts. */
  readonly ca?: string;
  readonly systemId: string;
  readonly password: string;
}

/** There is no bound connection, and none could be had. Nothing was sent. */
export class NotBoundError extends Error {
  /** Short, no personal data. */
  readonly code: string;

  constructor(code: string) {
    super(`no bound connection to the SMSC: ${code}`);
    this.code = code;
    this.name = 'NotBoundError';
  }
}

const opened = ({ host, port, tls = false, ca }: Account): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const server = { host, port, timeout: CONNECT_MS };
    const socket = tls ? connectTls({ ...server, ...tlsOptions(host, ca) }) : connect(server);
    const failed = (code: string): void => {
      socket.destroy();
      reject(new NotBoundError(code));
    };
    const late = (): void => failed('TIMEOUT');
    const broken = (error: NodeJS.ErrnoException): void => failed(error.code ?? 'ERROR');
    socket.once('timeout', late);
    socket.once('error', broken);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', late);
      socket.off('error', broken);
      resolve(socket);
    });
  });

/** Keeps one connection to an SMSC bound as transceiver; a lost one is made anew, with a back-off. */
export class SmppLine {
  readonly #account: Account;
  readonly #monotonic: Monotonic;
  readonly #onDeliver: (request: Pdu, connection: SmppConnection) => void;
  readonly #closing = new AbortController();
  #bound: SmppConnection | null = null;
  #binding: Promise<SmppConnection> | null = null;
  #failures = 0;
  #tryAgainAt = 0;

  constructor(
    account: Account,
    monotonic: Monotonic,
    onDeliver: (request: Pdu, connection: SmppConnection) => void,
  ) {
    this.#account = account;
    this.#monotonic = monotonic;
    this.#onDeliver = onDeliver;
  }

  /** Whether asking for the connection would have to wait. */
  get resting(): boolean {
    return !this.#bound?.usable && this.#monotonic.ms() < this.#tryAgainAt;
  }

  /** The bound connection; waits for the back-off and tries once where there is none. Throws NotBoundError. */
  connection(): Promise<SmppConnection> {
    if (this.#bound?.usable) return Promise.resolve(this.#bound);
    this.#binding ??= this.#bind().finally(() => {
      this.#binding = null;
    });
    return this.#binding;
  }

  /** Says goodbye and hangs up. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#binding?.catch(() => {});
    const bound = this.#bound;
    if (!bound?.usable) return;
    await bound.request(COMMAND.unbind).catch(() => {});
    bound.close();
    await bound.closed;
  }

  async #bind(): Promise<SmppConnection> {
    const { signal } = this.#closing;
    await this.#monotonic.wait(Math.max(0, this.#tryAgainAt - this.#monotonic.ms()), signal);
    if (signal.aborted) throw new NotBoundError('CLOSED');
    try {
      this.#bound = await this.#newConnection();
      this.#failures = 0;
      return this.#bound;
    } catch (error) {
      const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** this.#failures, LAST_BACK_OFF_MS);
      this.#failures += 1;
      this.#tryAgainAt = this.#monotonic.ms() + wait;
      throw error instanceof NotBoundError ? error : new NotBoundError('LOST');
    }
  }

  async #newConnection(): Promise<SmppConnection> {
    const connection = new SmppConnection(await opened(this.#account), {
      monotonic: this.#monotonic,
      onRequest: (request) => this.#take(request, connection),
    });
    const { systemId, password } = this.#account;
    const bind = {
      systemId,
      password,
      systemType: '',
      interfaceVersion: VERSION,
      addressRange: { ton: 0, npi: 0, address: '' },
    };
    const { status } = await connection.request(COMMAND.bindTransceiver, encodeBind(bind));
    if (status === STATUS.ROK) return connection;
    connection.close();
    throw new NotBoundError(statusName(status));
  }

  #take(request: Pdu, connection: SmppConnection): void {
    if (request.command === COMMAND.deliverSm) this.#onDeliver(request, connection);
    else if (request.command === COMMAND.unbind) {
      connection.respond(request, STATUS.ROK);
      connection.retire();
    } else connection.refuse(request);
  }
}
