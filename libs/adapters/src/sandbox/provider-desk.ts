import type { Receipt } from '@cauce/ports';

/** What a protocol itself does not offer: asking the provider about a message, and hearing what became of it. */
export interface ProviderDesk {
  lookUp(messageId: string): Promise<{ readonly providerId: string } | null>;
  /** Receipts after a cursor, oldest first. */
  receipts(
    after: string | null,
    limit: number,
  ): Promise<{
    readonly receipts: readonly Receipt[];
    readonly next: string | null;
  }>;
}
