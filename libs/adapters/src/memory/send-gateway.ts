import { instantText } from '@cauce/kernel';
import {
  type Channel,
  type Clock,
  type GatewayAbilities,
  type OutboundMessage,
  type Quote,
  type Receipt,
  type SendGateway,
  type SendOutcome,
  UnavailableError,
} from '@cauce/ports';
import { FATE_CODES, fateOf } from '../smtp/fate.ts';

/** A gateway whose provider is this object: it takes what it is given, counts it, and can be troubled by a test. */
export class MemoryGateway implements SendGateway {
  readonly name = 'memory';
  readonly channel: Channel;
  readonly abilities: GatewayAbilities = { deduplicates: false, looksUp: true };
  /** Everything that the provider took, in order. */
  readonly taken: OutboundMessage[] = [];
  readonly #clock: Clock;
  readonly #receipts: Receipt[] = [];
  readonly #firstById = new Map<string, string>();
  /** Readable through an object that stands before this one. */
  private away = false;
  #lost: 'taken' | 'not-taken' | null = null;

  constructor({ clock, channel = 'email' }: { clock: Clock; channel?: Channel }) {
    this.#clock = clock;
    this.channel = channel;
  }

  /** Whether the provider can be reached. */
  setAway(away: boolean): void {
    this.away = away;
  }

  /** The answer to the next message is lost, after the provider took it or before. */
  loseNextAnswer(taken: boolean): void {
    this.#lost = taken ? 'taken' : 'not-taken';
  }

  async reach(): Promise<void> {
    if (this.away) throw new UnavailableError('the provider', new Error('away'));
  }

  quote(): Quote {
    return { segments: 1, cost: null };
  }

  async send(message: OutboundMessage): Promise<SendOutcome> {
    if (this.away) return { kind: 'not-sent', code: 'AWAY' };
    const fate = fateOf(message.to);
    const code = FATE_CODES[fate];
    if (fate === 'rejected' || fate === 'deferred') {
      return { kind: 'rejected', permanent: fate === 'rejected', code };
    }
    const lost = this.#lost;
    this.#lost = null;
    if (lost === 'not-taken') return { kind: 'unknown', code: 'LOST' };
    const providerId = `memory-${this.taken.push(message)}`;
    const { messageId } = message;
    if (!this.#firstById.has(messageId)) this.#firstById.set(messageId, providerId);
    const at = instantText(this.#clock.now());
    this.#receipts.push({
      receiptId: providerId,
      messageId,
      kind: fate,
      at,
      code,
    });
    return lost ? { kind: 'unknown', code: 'LOST' } : { kind: 'accepted', providerId };
  }

  async lookUp(messageId: string): Promise<{ readonly providerId: string } | null> {
    if (this.away) throw new Error('the provider is away');
    const providerId = this.#firstById.get(messageId);
    return providerId === undefined ? null : { providerId };
  }

  async receipts(after: string | null, limit: number): ReturnType<SendGateway['receipts']> {
    const start = Number(after ?? 0);
    const receipts = this.#receipts.slice(start, start + limit);
    return {
      receipts,
      next: receipts.length > 0 ? String(start + receipts.length) : after,
    };
  }

  async close(): Promise<void> {}
}
