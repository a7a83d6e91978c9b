import type { Socket } from 'node:net';
import type { Monotonic } from '@cauce/ports';
import { COMMAND, encodePdu, isResponse, type Pdu, PduReader, responseTo, STATUS } from './pdu.ts';

/** The connection ended, or the other side fell silent, before an answer came. */
export class ConnectionLostError extends Error {
  readonly code: 'CLOSED' | 'TIMEOUT';

  constructor(code: 'CLOSED' | 'TIMEOUT') {
    super(code === 'CLOSED' ? 'the connection was closed' : 'the other side does not answer');
    this.code = code;
    this.name = 'ConnectionLostError';
  }
}

export interface ConnectionOptions {
  readonly monotonic: Monotonic;
  /** Takes a request of the other side, and answers it by `respond` or `refuse`, now or later. */
  readonly onRequest: (request: Pdu) => void;
  /** An answer that takes longer ends the connection. */
  readonly answerMs?: number;
  /** Silence after which the other side is asked whether it is there. */
  readonly enquireMs?: number;
}

const NOTHING = Buffer.alloc(0);
const LARGEST_SEQUENCE = 0x7fff_ffff;

/** A TCP connection that speaks SMPP, from either end. */
export class SmppConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #reader = new PduReader();
  readonly #waiting = new Map<number, PromiseWithResolvers<Pdu>>();
  readonly #ended = new AbortController();
  readonly closed: Promise<void>;
  #sequence = 0;
  #retired = false;
  #heardAt: number;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#heardAt = options.monotonic.ms();
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#hear(bytes));
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) =>
      socket.on('close', () => {
        this.#end('CLOSED');
        resolve();
      }),
    );
    void this.#watch();
  }

  /** Whether a request may begin. */
  get usable(): boolean {
    return !this.#retired && this.answerable;
  }

  /** Whether a request of the other side can still be answered. */
  get answerable(): boolean {
    return !this.#ended.signal.aborted && this.#socket.writable;
  }

  /** Sends a request; its answer, whatever status it has. Rejects with ConnectionLostError. */
  async request(command: number, body: Buffer = NOTHING): Promise<Pdu> {
    if (!this.usable) throw new ConnectionLostError('CLOSED');
    this.#sequence = (this.#sequence % LARGEST_SEQUENCE) + 1;
    const sequence = this.#sequence;
    const answer = Promise.withResolvers<Pdu>();
    this.#waiting.set(sequence, answer);
    this.#socket.write(encodePdu({ command, status: STATUS.ROK, sequence, body }));
    const answered = new AbortController();
    void this.#options.monotonic.wait(this.#options.answerMs ?? 30_000, answered.signal).then(() => {
      if (!answered.signal.aborted) this.#end('TIMEOUT');
    });
    try {
      return await answer.promise;
    } finally {
      answered.abort();
    }
  }

  respond({ command, sequence }: Pdu, status: number, body: Buffer = NOTHING): void {
    if (this.answerable)
      this.#socket.write(encodePdu({ command: responseTo(command), status, sequence, body }));
  }

  /** Answers a request that is not understood here (generic_nack, 4.3.1). */
  refuse({ sequence }: Pdu): void {
    const nack = { command: COMMAND.genericNack, status: STATUS.RINVCMDID, sequence, body: NOTHING };
    if (this.answerable) this.#socket.write(encodePdu(nack));
  }

  /** Begins nothing new, and hangs up once everything is answered. */
  retire(): void {
    this.#retired = true;
    if (this.#waiting.size === 0) this.#socket.end();
  }

  /** Hangs up; what waits for an answer is lost. */
  close(): void {
    this.#end('CLOSED');
  }

  #hear(bytes: Buffer): void {
    this.#heardAt = this.#options.monotonic.ms();
    try {
      for (const pdu of this.#reader.push(bytes)) {
        if (isResponse(pdu)) this.#answered(pdu);
        else this.#take(pdu);
      }
    } catch {
      this.#end('CLOSED');
    }
  }

  #answered(pdu: Pdu): void {
    this.#waiting.get(pdu.sequence)?.resolve(pdu);
    this.#waiting.delete(pdu.sequence);
    if (this.#retired) this.retire();
  }

  #take(request: Pdu): void {
    if (request.command === COMMAND.enquireLink) {
      // After what this turn of the event loop still has to say: whoever asks has heard all there was, then.
      setImmediate(() => this.respond(request, STATUS.ROK));
      return;
    }
    this.#options.onRequest(request);
  }

  #end(code: 'CLOSED' | 'TIMEOUT'): void {
    this.#ended.abort();
    this.#socket.destroy();
    for (const { reject } of this.#waiting.values()) reject(new ConnectionLostError(code));
    this.#waiting.clear();
  }

  /** Asks a silent other side whether it is there; one that does not answer is hung up on. */
  async #watch(): Promise<void> {
    const { monotonic, enquireMs = 30_000 } = this.#options;
    const { signal } = this.#ended;
    while (!signal.aborted) {
      const silence = monotonic.ms() - this.#heardAt;
      if (silence < enquireMs) await monotonic.wait(enquireMs - silence, signal);
      else await this.request(COMMAND.enquireLink).catch(() => this.#end('TIMEOUT'));
    }
  }
}
