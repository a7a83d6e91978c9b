import { instantText } from '@cauce/kernel';
import type { Clock, Receipt, Reply, SendGateway } from '@cauce/ports';
import { decodeMessage, encodeText } from './bodies.ts';
import type { SmppConnection } from './connection.ts';
import { type Pdu, STATUS } from './pdu.ts';
import { isReceipt, readReceipt, receiptCode, receiptKind } from './receipt.ts';
import type { ProviderReferences } from './references.ts';
import { decodeSmsText } from './text.ts';

interface Held {
  readonly number: number;
  readonly receipt: Receipt | Reply;
  readonly request: Pdu;
  readonly connection: SmppConnection;
}

/**
 * Receipts and replies that were not answered yet: the SMSC keeps them, and sends them again to whoever binds next, until they are
 * written down here. So they need no store of their own, and none is lost with the process.
 */
export class HeldReceipts {
  readonly #references: ProviderReferences;
  readonly #clock: Clock;
  /** Tells this process's cursors from another's. */
  readonly #epoch = crypto.randomUUID();
  #held: Held[] = [];
  #count = 0;
  /** The last of those that are read one after the other. */
  #reading: Promise<void> = Promise.resolve();

  readonly #hears: (text: string) => boolean;

  constructor(references: ProviderReferences, clock: Clock, hears: (text: string) => boolean) {
    this.#references = references;
    this.#clock = clock;
    this.#hears = hears;
  }

  /**
   * Takes a deliver_sm. `underWay` tells when the submits of its connection that wait for an answer have it, null where
   * there is none: a receipt may come before the answer that says which message it is about.
   */
  take(request: Pdu, connection: SmppConnection, underWay: () => Promise<unknown> | null): void {
    this.#reading = this.#reading
      .then(() => this.#read(request, connection, underWay))
      .catch(() => connection.respond(request, STATUS.RX_T_APPN));
  }

  /** Everything taken so far is read. */
  read(): Promise<void> {
    return this.#reading;
  }

  /** Answers what the cursor says is written down, and gives what comes after it. */
  page(after: string | null, limit: number): Awaited<ReturnType<SendGateway['receipts']>> {
    const [epoch, number] = after?.split(':') ?? [];
    if (epoch === this.#epoch) this.#writtenDown(Number(number));
    this.#held = this.#held.filter(({ connection }) => connection.answerable);
    const page = this.#held.slice(0, limit);
    const last = page.at(-1);
    return {
      receipts: page.map(({ receipt }) => receipt),
      next: last ? `${this.#epoch}:${last.number}` : after,
    };
  }

  #writtenDown(number: number): void {
    for (const held of this.#held) {
      if (held.number <= number) held.connection.respond(held.request, STATUS.ROK, encodeText(''));
    }
    this.#held = this.#held.filter((held) => held.number > number);
  }

  async #read(
    request: Pdu,
    connection: SmppConnection,
    underWay: () => Promise<unknown> | null,
  ): Promise<void> {
    const status = await this.#hold(request, connection, underWay);
    if (status !== null) connection.respond(request, status, encodeText(''));
  }

  /** Keeps the receipt of a request; the status to answer it with where there is nothing to keep. */
  async #hold(
    request: Pdu,
    connection: SmppConnection,
    underWay: () => Promise<unknown> | null,
  ): Promise<number | null> {
    const message = decodeMessage(request.body);
    const at = instantText(this.#clock.now());
    if (!isReceipt(message)) {
      const text = decodeSmsText(message);
      // Nobody here takes anything else that a person wrote: said so, it is not kept for us.
      if (!this.#hears(text)) return STATUS.RX_P_APPN;
      const from = `+${message.source.address.replace(/^\+/, '')}`;
      this.#keep({ kind: 'reply', from, text, at }, request, connection);
      return null;
    }
    const receipt = readReceipt(message);
    const kind = receiptKind(receipt);
    if (kind === null) return STATUS.ROK;
    const { providerId } = receipt;
    let messageId = await this.#references.messageOf(providerId);
    for (let waiting = underWay(); messageId === null && waiting; waiting = underWay()) {
      await waiting;
      messageId = await this.#references.messageOf(providerId);
    }
    // Of a message whose answer another connection is still waiting for, or of nobody's: it is to come again.
    if (messageId === null) return STATUS.RX_T_APPN;
    this.#keep(
      { receiptId: providerId, messageId, kind, at, code: receiptCode(receipt) },
      request,
      connection,
    );
    return null;
  }

  #keep(receipt: Receipt | Reply, request: Pdu, connection: SmppConnection): void {
    this.#count += 1;
    this.#held.push({ number: this.#count, receipt, request, connection });
  }
}
