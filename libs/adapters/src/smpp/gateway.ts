import { smsSegments } from '@cauce/kernel';
import {
  type Clock,
  type GatewayAbilities,
  type Monotonic,
  type OutboundMessage,
  type Quote,
  type SendGateway,
  type SendOutcome,
  UnavailableError,
} from '@cauce/ports';
import { Window } from '../shared/window.ts';
import { decodeText, encodeMessage, TAG } from './bodies.ts';
import { ConnectionLostError, type SmppConnection } from './connection.ts';
import { HeldReceipts } from './held-receipts.ts';
import { type Account, NotBoundError, SmppLine } from './line.ts';
import { outcomeOf, TRY_AGAIN } from './outcome.ts';
import { COMMAND, STATUS } from './pdu.ts';
import type { ProviderReferences } from './references.ts';
import { costOf, type Tariff } from './tariff.ts';
import { encodeSmsText, phoneAddress, senderAddress } from './text.ts';
import { Throttle } from './throttle.ts';

export interface SmppGatewayOptions extends Account {
  readonly references: ProviderReferences;
  readonly monotonic: Monotonic;
  /** Dates the receipts. */
  readonly clock: Clock;
  /**
   * Asks the provider about a message by our own id, where it offers that: SMPP's own query_sm asks by the provider's,
   * which is what a lost answer would have told.
   */
  readonly lookUp?: SendGateway['lookUp'];
  /** What the provider charges, where it is known. */
  readonly tariff?: Tariff;
  /** Whether a text that a person writes is for us; left out, none is. */
  readonly hears?: (text: string) => boolean;
  /** How many messages may wait for their answers at once. */
  readonly window?: number;
}

const away = (error: Error): never => {
  throw new UnavailableError('the SMSC', error);
};

/** SMS by SMPP 3.4. A message goes out in one submit_sm, and never again once it may have left the machine. */
export class SmppGateway implements SendGateway {
  readonly name = 'smpp';
  readonly channel = 'sms' as const;
  readonly abilities: GatewayAbilities;
  readonly #options: SmppGatewayOptions;
  readonly #line: SmppLine;
  readonly #window: Window;
  readonly #throttle: Throttle;
  readonly #held: HeldReceipts;
  readonly #underWay = new Set<Promise<SendOutcome>>();
  readonly #submitting = new Map<SmppConnection, Set<Promise<unknown>>>();
  #closed = false;

  constructor(options: SmppGatewayOptions) {
    this.#options = options;
    this.abilities = {
      deduplicates: false,
      looksUp: options.lookUp !== undefined,
      pushesReceipts: true,
    };
    this.#window = new Window(options.window ?? 10);
    this.#throttle = new Throttle(options.monotonic);
    this.#held = new HeldReceipts(options.references, options.clock, options.hears ?? (() => false));
    this.#line = new SmppLine(options, options.monotonic, (request, connection) =>
      this.#held.take(request, connection, () => this.#submitsOf(connection)),
    );
  }

  async reach(): Promise<void> {
    await this.#connection().catch(away);
  }

  quote({ text, to }: OutboundMessage): Quote {
    const segments = smsSegments(text);
    const { tariff } = this.#options;
    return { segments, cost: tariff ? costOf(tariff, to, segments) : null };
  }

  send(message: OutboundMessage): Promise<SendOutcome> {
    if (this.#closed) return Promise.resolve({ kind: 'not-sent', code: 'CLOSED' });
    const sending = this.#send(message);
    this.#underWay.add(sending);
    return sending.finally(() => this.#underWay.delete(sending));
  }

  async lookUp(messageId: string): Promise<{ readonly providerId: string } | null> {
    const found = (await this.#options.lookUp?.(messageId)) ?? null;
    if (found) await this.#options.references.remember(found.providerId, messageId);
    return found;
  }

  /** What has come, once the SMSC has said all that it had to say; what it keeps for us comes when it is back. */
  async receipts(after: string | null, limit: number): ReturnType<SendGateway['receipts']> {
    const page = this.#held.page(after, limit);
    if (page.receipts.length === limit || this.#closed) return page;
    try {
      if (this.#line.resting) throw new NotBoundError('RESTING');
      await this.#livingConnection();
    } catch (error) {
      if (page.receipts.length > 0) return page;
      away(error as Error);
    }
    await this.#held.read();
    return this.#held.page(after, limit);
  }

  /** Lets what is under way end, then unbinds. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#throttle.close();
    await Promise.all(this.#underWay);
    await this.#line.close();
  }

  async #send(message: OutboundMessage): Promise<SendOutcome> {
    const body = this.#bodyOf(message);
    if (!body) return { kind: 'rejected', permanent: true, code: 'INVALID_ADDRESS' };
    for (const deadline = this.#throttle.deadline(); await this.#throttle.turn(deadline); ) {
      const outcome = await this.#window.run(() => this.#submit(message.messageId, body));
      if (outcome === TRY_AGAIN) {
        this.#throttle.refused();
        continue;
      }
      if (outcome.kind === 'accepted') this.#throttle.eased();
      return outcome;
    }
    return { kind: 'not-sent', code: 'THROTTLED' };
  }

  async #submit(messageId: string, body: Buffer): Promise<SendOutcome | typeof TRY_AGAIN> {
    try {
      const connection = await this.#connection();
      return await this.#tracked(connection, async () => {
        const answer = await connection.request(COMMAND.submitSm, body);
        if (answer.command === COMMAND.genericNack || answer.status !== STATUS.ROK) return outcomeOf(answer);
        const providerId = decodeText(answer.body);
        await this.#options.references.remember(providerId, messageId);
        return { kind: 'accepted', providerId };
      });
    } catch (error) {
      if (error instanceof NotBoundError) return { kind: 'not-sent', code: error.code };
      return { kind: 'unknown', code: error instanceof ConnectionLostError ? error.code : 'NO_ANSWER' };
    }
  }

  /** The bound connection once it has answered, so that all that it had to say is heard. Throws NotBoundError. */
  async #livingConnection(): Promise<SmppConnection> {
    for (let tries = 0; tries < 2; tries += 1) {
      const connection = await this.#line.connection();
      try {
        await connection.request(COMMAND.enquireLink);
        if (connection.usable) return connection;
      } catch {
        connection.close();
      }
    }
    throw new NotBoundError('LOST');
  }

  /** A connection for a message: one on which nothing is under way may be dead, and a message on it would be unknown. */
  async #connection(): Promise<SmppConnection> {
    const connection = await this.#line.connection();
    return this.#submitting.has(connection) ? connection : this.#livingConnection();
  }

  async #tracked<T>(connection: SmppConnection, work: () => Promise<T>): Promise<T> {
    const submits = this.#submitting.get(connection) ?? new Set();
    this.#submitting.set(connection, submits);
    const running = work();
    submits.add(running);
    try {
      return await running;
    } finally {
      submits.delete(running);
      if (submits.size === 0) this.#submitting.delete(connection);
    }
  }

  #submitsOf(connection: SmppConnection): Promise<unknown> | null {
    const submits = this.#submitting.get(connection);
    return submits ? Promise.race(submits).catch(() => {}) : null;
  }

  /** The submit_sm of a message; null where one of its addresses is none. */
  #bodyOf({ messageId, from, to, text }: OutboundMessage): Buffer | null {
    const source = senderAddress(from.address);
    const destination = phoneAddress(to);
    if (!source || !destination) return null;
    const { optional, ...coded } = encodeSmsText(text);
    if (this.abilities.looksUp) optional.push([TAG.clientReference, Buffer.from(messageId)]);
    return encodeMessage({
      source,
      destination,
      esmClass: 0,
      registeredDelivery: 1,
      ...coded,
      optional: new Map(optional),
    });
  }
}
