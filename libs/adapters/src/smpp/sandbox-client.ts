import type { Socket } from 'node:net';
import { instantText } from '@cauce/kernel';
import type { Clock } from '@cauce/ports';
import type { Arrival } from '../sandbox/group-commit.ts';
import type { Pace, Pacer } from '../sandbox/pace.ts';
import { decodeBind, decodeMessage, encodeText } from './bodies.ts';
import { SmppConnection } from './connection.ts';
import { SMS_CODES, smsFateOf } from './mailbox.ts';
import { COMMAND, type Pdu, STATUS } from './pdu.ts';
import type { ReceiptQueue } from './receipt-queue.ts';

/** What the clients of a sandbox share. */
interface Desk {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly pacer: Pacer;
  readonly queue: ReceiptQueue;
  readonly arrive: (arrival: Arrival) => void;
  readonly account?: { readonly systemId: string; readonly password: string };
  readonly receiptFirst?: boolean;
}

/** One client of the sandbox SMSC. */
export class SandboxClient {
  readonly #desk: Desk;
  readonly #connection: SmppConnection;
  #bound = false;

  constructor(socket: Socket, desk: Desk) {
    this.#desk = desk;
    this.#connection = new SmppConnection(socket, {
      monotonic: desk.pace.monotonic,
      onRequest: (request) => this.#take(request),
    });
  }

  /** Hangs up. */
  async close(): Promise<void> {
    this.#connection.close();
    await this.#connection.closed;
  }

  #take(request: Pdu): void {
    const { command } = request;
    if (command === COMMAND.bindTransceiver) this.#bind(request);
    else if (command === COMMAND.submitSm) this.#submit(request);
    else if (command === COMMAND.unbind) {
      this.#answer(request, STATUS.ROK);
      this.#connection.retire();
    } else this.#connection.refuse(request);
  }

  #answer(request: Pdu, status: number, text?: string): void {
    this.#connection.respond(request, status, text === undefined ? undefined : encodeText(text));
  }

  #bind(request: Pdu): void {
    const status = this.#bindStatus(request);
    this.#answer(request, status, status === STATUS.ROK ? 'sandbox' : undefined);
    if (status !== STATUS.ROK) return;
    this.#bound = true;
    this.#desk.queue.bound(this.#connection);
  }

  #bindStatus({ body }: Pdu): number {
    const { systemId, password } = decodeBind(body);
    const { account } = this.#desk;
    if (this.#bound) return STATUS.RALYBND;
    if (account && account.systemId !== systemId) return STATUS.RINVSYSID;
    return account && account.password !== password ? STATUS.RINVPASWD : STATUS.ROK;
  }

  #submit(request: Pdu): void {
    const to = `+${decodeMessage(request.body).destination.address}`;
    const refusal = this.#refusalOf(to);
    if (refusal !== null) this.#answer(request, refusal);
    else
      this.#desk.arrive({
        delivery: { to, raw: request.body },
        failed: () => this.#answer(request, STATUS.RSYSERR),
        stored: (providerId) => this.#desk.pacer.after(() => this.#taken(request, to, providerId)),
      });
  }

  #refusalOf(to: string): number | null {
    if (!this.#bound) return STATUS.RINVBNDSTS;
    if (!this.#desk.pacer.admits()) return STATUS.RTHROTTLED;
    const fate = smsFateOf(to);
    if (fate === 'rejected') return STATUS.RINVDSTADR;
    return fate === 'deferred' ? STATUS.RSUBMITFAIL : null;
  }

  /** Answers for a message that is on disk, and says by a receipt what became of it. */
  #taken(request: Pdu, to: string, providerId: string): void {
    const { clock, queue, receiptFirst } = this.#desk;
    const fate = smsFateOf(to);
    const receipt = { providerId, at: instantText(clock.now()), code: SMS_CODES[fate], refusals: 0 };
    if (!receiptFirst) this.#answer(request, STATUS.ROK, providerId);
    queue.add(receipt);
    // In a turn of its own, so that the client can have read the receipt by then.
    if (receiptFirst) setImmediate(() => this.#answer(request, STATUS.ROK, providerId));
  }
}
