import type { InstantText } from '@cauce/kernel';
import type { Clock, Receipt } from '@cauce/ports';
import type { Fate } from './fate.ts';
import type { Readable } from './medium.ts';
import type { ProviderDesk } from './provider-desk.ts';

/** A message as it came, for one recipient. */
export interface Delivery {
  readonly to: string;
  readonly raw: Buffer;
}

/** What is listed of a delivery. */
export interface MailboxEntry {
  /** The sender's own id of it. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly at: InstantText;
  readonly fate: Fate;
}

export interface MailboxMessage extends MailboxEntry, Readable {
  readonly raw: Buffer;
}

export interface MailboxPage {
  readonly entries: readonly MailboxEntry[];
  /** Cursor of the next page, null at the end. */
  readonly next: string | null;
}

/** Where a mailbox is kept, and what dates what comes in. */
export interface MailboxPlace {
  /** A data folder; left out, it is kept in memory, and gone when it is closed. */
  readonly dir?: string;
  readonly clock: Clock;
}

/** What the sandbox provider took, in the order in which it took it. */
export interface Mailbox extends ProviderDesk {
  /** Stores deliveries in one durable step and returns the provider's id of each; in a folder they are on disk then. */
  store(deliveries: readonly Delivery[]): string[];
  /** Receipts that nobody has confirmed, oldest first. */
  unconfirmed(): readonly Receipt[];
  /** Somebody has heard these receipts. */
  confirm(receiptIds: readonly string[]): void;
  list(options: { limit: number; after?: string | null; to?: string }): MailboxPage;
  /** The first delivery of a message, null when there is none or it was purged. */
  get(messageId: string): MailboxMessage | null;
  /** Deliveries, those that were purged included. */
  count(): number;
  /** How often a message was delivered. */
  deliveries(messageId: string): number;
  /** The most often that one message was delivered: 1 as long as nothing was doubled. */
  countByMessageId(): number;
  /**
   * Overwrites recipient and content of these messages, so that no file holds a byte of them; that they were taken
   * stays known. Throws when another process is reading the mailbox: call it again then.
   */
  purge(messageIds: readonly string[]): void;
  close(): void;
}
