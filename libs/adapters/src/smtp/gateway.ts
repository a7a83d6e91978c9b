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
import type { ProviderDesk } from '../sandbox/provider-desk.ts';
import { nextTurn } from '../shared/next-turn.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { Window } from '../shared/window.ts';
import { composed } from './compose.ts';
import { failedOutcome, reasonOf, type SmtpError } from './outcome.ts';
import { isLoopback, type MailServer } from './server.ts';
import { openSession, type SmtpSession } from './session.ts';

/** How long a login that was refused is not tried again, in milliseconds: providers lock who tries too often. */
const REFUSED_MS = 60_000;

export interface SmtpGatewayOptions extends MailServer {
  /** Where the provider is asked about messages; left out where it offers that to nobody. */
  readonly desk?: ProviderDesk;
  /** Dates the messages. */
  readonly clock: Clock;
  /** How many messages are under way at once, each on its own connection. */
  readonly connections?: number;
  /** Left out, the machine's. */
  readonly monotonic?: Monotonic;
}

/**
 * E-mail by SMTP. It never sends a message again once a byte of it may have left the machine; a connection that the
 * server closed while it was idle is replaced before anything was sent.
 */
export class SmtpGateway implements SendGateway {
  readonly name = 'smtp';
  readonly channel = 'email' as const;
  readonly abilities: GatewayAbilities;
  readonly #options: SmtpGatewayOptions;
  readonly #idle: SmtpSession[] = [];
  readonly #underWay = new Set<Promise<SendOutcome>>();
  readonly #window: Window;
  readonly #monotonic: Monotonic;
  #opening: Promise<void> | null = null;
  /** The refusal of the last login, and when it came; none once the server let us in. */
  #refusal: { readonly at: number; readonly error: SmtpError } | null = null;
  /** Connections that carry a message now. */
  #carrying = 0;
  #closed = false;

  /** Throws where a password would go over a line that others may listen to. */
  constructor(options: SmtpGatewayOptions) {
    const { host, tls, login } = options;
    if (login && !tls && !isLoopback(host)) throw new Error(`the login at ${host} needs TLS`);
    this.#options = options;
    this.abilities = { deduplicates: false, looksUp: options.desk !== undefined };
    this.#window = new Window(options.connections ?? 16);
    this.#monotonic = options.monotonic ?? systemMonotonic;
  }

  /** Asks on an idle connection, or opens one; one that carries a message says it already. */
  async reach(): Promise<void> {
    if (this.#carrying > 0) return;
    for (let session = this.#takeIdle(); session; session = this.#takeIdle()) {
      await session.reset();
      if (session.usable()) return void this.#idle.push(session);
    }
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    await this.#opening;
  }

  quote(): Quote {
    return { segments: 1, cost: null };
  }

  send(message: OutboundMessage): Promise<SendOutcome> {
    if (this.#closed) return Promise.resolve({ kind: 'not-sent', code: 'CLOSED' });
    const sending = this.#window.run(() => this.#send(message));
    this.#underWay.add(sending);
    return sending.finally(() => this.#underWay.delete(sending));
  }

  async lookUp(messageId: string): Promise<{ readonly providerId: string } | null> {
    if (!this.#options.desk) throw new Error('this provider cannot be asked about messages');
    return this.#options.desk.lookUp(messageId);
  }

  async receipts(after: string | null, limit: number): ReturnType<SendGateway['receipts']> {
    return this.#options.desk?.receipts(after, limit) ?? { receipts: [], next: after };
  }

  /** Lets what is under way end, then says goodbye on every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#underWay, this.#opening?.catch(() => {})]);
    await Promise.all(this.#idle.splice(0).map((session) => session.close()));
  }

  async #send(message: OutboundMessage): Promise<SendOutcome> {
    try {
      const envelope = { from: message.from.address, to: message.to };
      const raw = composed(message, new Date(this.#options.clock.now().epochMilliseconds));
      // A connection that has ended while it was idle is known to have ended a turn later.
      await nextTurn();
      const idle = this.#takeIdle();
      if (idle) {
        const outcome = await this.#deliver(idle, envelope, raw);
        if (outcome.kind !== 'not-sent') return outcome;
      }
      return await this.#deliver(await this.#session(), envelope, raw);
    } catch (error) {
      return failedOutcome(error as SmtpError, false);
    }
  }

  async #open(): Promise<void> {
    try {
      this.#idle.push(await this.#session());
    } catch (error) {
      throw new UnavailableError('the mail server', new Error(reasonOf(error as SmtpError)));
    }
  }

  /** A new connection. One that was refused its login lately is refused again without asking. */
  async #session(): Promise<SmtpSession> {
    const refusal = this.#refusal;
    if (refusal && this.#monotonic.ms() - refusal.at < REFUSED_MS) throw refusal.error;
    try {
      const session = await openSession(this.#options);
      this.#refusal = null;
      return session;
    } catch (error) {
      const known = error as SmtpError;
      if (known.code === 'EAUTH') this.#refusal = { at: this.#monotonic.ms(), error: known };
      throw error;
    }
  }

  #takeIdle(): SmtpSession | undefined {
    let session = this.#idle.pop();
    while (session && !session.usable()) session = this.#idle.pop();
    return session;
  }

  async #deliver(
    session: SmtpSession,
    envelope: { from: string; to: string },
    raw: Buffer,
  ): Promise<SendOutcome> {
    this.#carrying += 1;
    const outcome = await session.deliver(envelope, raw).finally(() => {
      this.#carrying -= 1;
    });
    if (session.usable()) this.#idle.push(session);
    return outcome;
  }
}
