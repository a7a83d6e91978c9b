import { NO_HASH } from '@cauce/contracts';
import { sha256 } from '@cauce/kernel';
import type { VerifyReport } from './ledger.ts';

/** What a head looks like: how many events a log has, and a digest over their hashes in its order. */
export const LOG_HEAD = /^(\d{1,15})-([0-9a-f]{64})$/;

/**
 * Follows a log event by event to its head. A head that is kept elsewhere shows what nothing beside the log can:
 * that somebody cut the log and its ledger alike, or made both anew.
 */
export class LogHead {
  readonly #kept: string | undefined;
  readonly #keptEvents: number;
  #events = 0;
  #digest = NO_HASH;
  #holds = false;

  /** `kept`: a head that was told before. */
  constructor(kept?: string) {
    this.#kept = kept;
    this.#keptEvents = Number(kept?.match(LOG_HEAD)?.[1]);
    this.#look();
  }

  take(hash: string): void {
    this.#digest = sha256(this.#digest + hash);
    this.#events += 1;
    this.#look();
  }

  #look(): void {
    if (this.#events === this.#keptEvents) this.#holds = this.#text === this.#kept;
  }

  get #text(): string {
    return `${this.#events}-${this.#digest}`;
  }

  /** The report on a log in which each event follows the one before it. */
  report(streams: number): VerifyReport {
    const [events, head] = [this.#events, this.#text];
    if (this.#kept === undefined) return { streams, events, ok: true, head };
    return { streams, events, ok: this.#holds, head, headHolds: this.#holds };
  }
}
