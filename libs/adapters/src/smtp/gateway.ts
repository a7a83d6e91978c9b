import type { Clock, GatewayAbilities, OutboundMessage, SendGateway, SendOutcome } from '@cauce/ports';
import MailComposer from 'nodemailer/lib/mail-composer';
import { failedOutcome, type SmtpError } from './outcome.ts';
import type { ProviderDesk } from './provider-desk.ts';
import { openSession, type SmtpSession } from './session.ts';

/** Right side of every Message-ID; reserved (RFC 2606), so that it is nobody's. */
const MESSAGE_ID_DOMAIN = 'cauce.invalid';

export interface SmtpGatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly desk: ProviderDesk;
  /** Dates the messages. */
  readonly clock: Clock;
  /** How many messages are under way at once, each on its own connection. */
  readonly connections?: number;
}

/**
 * E-mail by SMTP. It never sends a message again once a byte of it may have left the machine; a connection that the
 * server closed while it was idle is replaced before anything was sent.
 */
export class SmtpGateway implements SendGateway {
  readonly name = 'smtp';
  readonly channel = 'email' as const;
  readonly abilities: GatewayAbilities = { deduplicates: false, looksUp: true };
  readonly #options: SmtpGatewayOptions;
  readonly #idle: SmtpSession[] = [];
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(options: SmtpGatewayOptions) {
    this.#options = options;
    this.#free = options.connections ?? 16;
  }

  async send(message: OutboundMessage): Promise<SendOutcome> {
    const envelope = { from: message.from.address, to: message.to };
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const raw = await this.#compose(message);
      for (let session = this.#idle.pop(); session; session = this.#idle.pop()) {
        const outcome = await this.#deliver(session, envelope, raw);
        if (outcome.kind !== 'not-sent') return outcome;
      }
      return await this.#deliver(await openSession(this.#options.host, this.#options.port), envelope, raw);
    } catch (error) {
      return failedOutcome(error as SmtpError, false);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  lookUp(messageId: string): Promise<{ readonly providerId: string } | null> {
    return this.#options.desk.lookUp(messageId);
  }

  receipts(after: string | null, limit: number): ReturnType<SendGateway['receipts']> {
    return this.#options.desk.receipts(after, limit);
  }

  /** Says goodbye on every idle connection; call it when no send is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((session) => session.close()));
  }

  async #deliver(
    session: SmtpSession,
    envelope: { from: string; to: string },
    raw: Buffer,
  ): Promise<SendOutcome> {
    const outcome = await session.deliver(envelope, raw);
    if (session.usable()) this.#idle.push(session);
    return outcome;
  }

  #compose(message: OutboundMessage): Promise<Buffer> {
    return new MailComposer({
      from: message.from,
      to: { name: '', address: message.to },
      subject: message.subject,
      text: message.text,
      html: message.html,
      headers: message.headers,
      messageId: `<${message.messageId}@${MESSAGE_ID_DOMAIN}>`,
      date: new Date(this.#options.clock.now().epochMilliseconds),
      baseBoundary: message.messageId,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
  }
}
