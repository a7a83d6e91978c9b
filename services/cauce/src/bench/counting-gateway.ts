import { instantText } from '@cauce/kernel';
import type { Clock, OutboundMessage, Quote, Receipt, SendGateway, SendOutcome } from '@cauce/ports';

/** A provider in this process that takes and delivers everything and keeps only what is still to be heard. */
export class CountingGateway implements SendGateway {
  readonly name = 'counting';
  readonly channel = 'email';
  readonly abilities = { deduplicates: false, looksUp: false };
  /** Messages taken. */
  taken = 0;
  readonly #clock: Clock;
  #heard = 0;
  #unheard: Receipt[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async reach(): Promise<void> {}

  quote(): Quote {
    return { segments: 1, cost: null };
  }

  async send({ messageId }: OutboundMessage): Promise<SendOutcome> {
    this.taken += 1;
    const providerId = `counting-${this.taken}`;
    const at = instantText(this.#clock.now());
    this.#unheard.push({ receiptId: providerId, messageId, kind: 'delivered', at, code: '250' });
    return { kind: 'accepted', providerId };
  }

  async lookUp(): Promise<never> {
    throw new Error('this provider remembers no message');
  }

  async receipts(after: string | null, limit: number): ReturnType<SendGateway['receipts']> {
    const heard = Number(after ?? 0);
    this.#unheard = this.#unheard.slice(heard - this.#heard);
    this.#heard = heard;
    const receipts = this.#unheard.slice(0, limit);
    return { receipts, next: receipts.length > 0 ? String(heard + receipts.length) : after };
  }

  async close(): Promise<void> {}
}
