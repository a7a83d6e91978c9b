import type { Monotonic } from '@cauce/ports';
import type { Mailbox } from '../sandbox/mailbox.ts';
import { encodeMessage, type SmppAddress, TAG } from './bodies.ts';
import type { SmppConnection } from './connection.ts';
import { COMMAND, STATUS } from './pdu.ts';
import { RECEIPT_CLASS, receiptText } from './receipt.ts';
import { encodeSmsText } from './text.ts';

/** Receipts that may wait for their answers on one connection. */
const WINDOW = 100;
/** How long after a temporary refusal a receipt goes out again: doubled each time, up to the last. */
const FIRST_AGAIN_MS = 1_000;
const LAST_AGAIN_MS = 60_000;

/** What is to be said of a message that was taken. */
export interface DueReceipt {
  readonly providerId: string;
  /** State and error, as `SMS_CODES` has them. */
  readonly code: string;
  readonly at: string;
  /** How often it was refused for now. */
  readonly refusals: number;
}

const numberOf = ({ providerId }: DueReceipt): number => Number(providerId.split('-')[1]);

/** Text and parameters of the receipt of a message. */
const receiptBody = ({ providerId, code, at }: DueReceipt): Buffer => {
  const [state = '', error = '000'] = code.split('.');
  const none = { ton: 0, npi: 0, address: '' };
  const { optional, ...coded } = encodeSmsText(receiptText({ providerId, state, error }, at));
  return encodeMessage({
    source: none,
    destination: none,
    esmClass: RECEIPT_CLASS,
    registeredDelivery: 0,
    ...coded,
    optional: new Map([...optional, [TAG.receiptedMessageId, Buffer.from(`${providerId}\0`)]]),
  });
};

/** Brings every receipt to some bound connection until one confirms it; after a restart, what was not confirmed. */
export class ReceiptQueue {
  readonly #mailbox: Mailbox;
  readonly #monotonic: Monotonic;
  readonly #connections = new Map<SmppConnection, number>();
  readonly #waiting: DueReceipt[];
  /** Heard, and to be written down at the end of this turn of the event loop. */
  #confirmed: string[] = [];
  readonly #closing = new AbortController();

  constructor(mailbox: Mailbox, monotonic: Monotonic) {
    this.#mailbox = mailbox;
    this.#monotonic = monotonic;
    this.#waiting = mailbox
      .unconfirmed()
      .map(({ receiptId, code, at }) => ({ providerId: receiptId, code, at, refusals: 0 }));
  }

  /** A connection was bound: it takes receipts until it ends. */
  bound(connection: SmppConnection): void {
    this.#connections.set(connection, 0);
    void connection.closed.then(() => this.#connections.delete(connection));
    this.flush();
  }

  add(receipt: DueReceipt): void {
    this.#waiting.push(receipt);
    this.flush();
  }

  /** A person writes; whether somebody took it. */
  async reply(from: SmppAddress, text: string): Promise<boolean> {
    const connection = this.#freest();
    if (!connection) return false;
    const { optional, ...coded } = encodeSmsText(text);
    const none = { ton: 0, npi: 0, address: '' };
    const body = encodeMessage({
      source: from,
      destination: none,
      esmClass: 0,
      registeredDelivery: 0,
      ...coded,
      optional: new Map(optional),
    });
    return (await connection.request(COMMAND.deliverSm, body)).status === STATUS.ROK;
  }

  /** Sends what waits, as far as the windows allow; the connections take turns. */
  flush(): void {
    for (let line = this.#freest(); line && this.#waiting.length > 0; line = this.#freest()) {
      const receipt = this.#waiting.shift();
      if (receipt) void this.#deliver(receipt, line);
    }
  }

  close(): void {
    this.#closing.abort();
    this.#writeConfirmed();
  }

  #freest(): SmppConnection | undefined {
    const [freest] = [...this.#connections]
      .filter(([connection, used]) => connection.usable && used < WINDOW)
      .sort(([, one], [, other]) => one - other);
    return freest?.[0];
  }

  async #deliver(due: DueReceipt, connection: SmppConnection): Promise<void> {
    const { signal } = this.#closing;
    this.#connections.set(connection, (this.#connections.get(connection) ?? 0) + 1);
    const status = await connection.request(COMMAND.deliverSm, receiptBody(due)).then(
      (answer) => answer.status,
      () => null,
    );
    const used = this.#connections.get(connection);
    if (used !== undefined) this.#connections.set(connection, used - 1);
    if (signal.aborted) return;
    // Whoever says that it will never take it has heard it all the same.
    if (status === STATUS.ROK || status === STATUS.RX_P_APPN) this.#confirm(due.providerId);
    else {
      const refusals = status === null ? due.refusals : due.refusals + 1;
      const wait = Math.min(FIRST_AGAIN_MS * 2 ** due.refusals, LAST_AGAIN_MS);
      if (status !== null) await this.#monotonic.wait(wait, signal);
      this.#putBack({ ...due, refusals });
    }
    this.flush();
  }

  /** Receipts that are heard in one turn of the event loop share one commit. */
  #confirm(providerId: string): void {
    if (this.#confirmed.push(providerId) === 1) setImmediate(() => this.#writeConfirmed());
  }

  #writeConfirmed(): void {
    if (this.#confirmed.length > 0) this.#mailbox.confirm(this.#confirmed.splice(0));
  }

  /** In its place again: receipts are numbered in the order in which their messages were taken. */
  #putBack(receipt: DueReceipt): void {
    const at = this.#waiting.findIndex((one) => numberOf(one) > numberOf(receipt));
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, receipt);
  }
}
