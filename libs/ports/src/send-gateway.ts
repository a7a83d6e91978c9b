import type { InstantText, Money } from '@cauce/kernel';

export type Channel = 'email' | 'sms' | 'whatsapp' | 'call' | 'ivr' | 'push' | 'letter' | 'visit';

/** What leaves the machine. */
export interface OutboundMessage {
  /** Derived from the attempt: the same attempt always carries the same one. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Extra protocol headers; no personal data. */
  readonly headers: { readonly [name: string]: string };
}

export type SendOutcome =
  /** The provider took it: it counts as sent. */
  | { readonly kind: 'accepted'; readonly providerId: string }
  /** The provider said no; `permanent`: this address will never do. */
  | { readonly kind: 'rejected'; readonly permanent: boolean; readonly code: string }
  /** Certainly nothing left the machine. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** It may or may not have been taken. */
  | { readonly kind: 'unknown'; readonly code: string };

/** What a provider says later about a message. */
export interface Receipt {
  readonly receiptId: string;
  readonly messageId: string;
  readonly kind: 'delivered' | 'bounced-hard' | 'bounced-soft';
  readonly at: InstantText;
  readonly code: string;
}

/** What a person wrote back that the gateway was told to hear. */
export interface Reply {
  readonly kind: 'reply';
  /** The address or number that it came from. */
  readonly from: string;
  readonly text: string;
  readonly at: InstantText;
}

export interface GatewayAbilities {
  /** A second send with the same messageId does not reach the person twice. */
  readonly deduplicates: boolean;
  /** `lookUp` answers truly once the former owner of an attempt is dead. One that only sleeps may still send it. */
  readonly looksUp: boolean;
  /** Receipts come to whichever process is connected; each hears its own. */
  readonly pushesReceipts?: boolean;
}

/** What a provider charges for a message that it takes. */
export interface Quote {
  /** Messages that it counts it as. */
  readonly segments: number;
  /** For all of them; null where its prices are not known. */
  readonly cost: Money | null;
}

/** A provider of one channel. Codes are short and hold no personal data. */
export interface SendGateway {
  readonly name: string;
  readonly channel: Channel;
  readonly abilities: GatewayAbilities;
  /** Resolves when the provider can be called. Rejects with UnavailableError where it does not answer. */
  reach(): Promise<void>;
  /** Known before anything is sent. */
  quote(message: OutboundMessage): Quote;
  send(message: OutboundMessage): Promise<SendOutcome>;
  /** The provider's id of a message that it took, null when it has none of that id. Throws when it cannot be asked. */
  lookUp(messageId: string): Promise<{ readonly providerId: string } | null>;
  /**
   * Receipts and replies after a cursor, oldest first. Asking for what comes after them says that they are written down: a provider
   * that pushes its receipts is only then told that they were heard. Cursors of another process start from what is
   * still to be heard. Throws when the provider cannot be asked.
   */
  receipts(
    after: string | null,
    limit: number,
  ): Promise<{ readonly receipts: readonly (Receipt | Reply)[]; readonly next: string | null }>;
  close(): Promise<void>;
}
