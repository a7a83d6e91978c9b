import type { RecordedEvent } from '@cauce/contracts';

/** The events appended last, as objects, so that whoever follows the log at its end reads nothing. */
export class Tail {
  readonly #size: number;
  #events: RecordedEvent[] = [];

  /** Keeps at least the last `size` events, at most twice as many. */
  constructor(size: number) {
    this.#size = size;
  }

  push(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#events.push(event);
    if (this.#events.length > 2 * this.#size) this.#events = this.#events.slice(-this.#size);
  }

  /** Forgets all: what is not pushed would be missing. */
  clear(): void {
    this.#events = [];
  }

  /**
   * All events kept after a position, from an index in the log's order; undefined when the tail begins later, so that
   * something between may be missing.
   */
  after(
    position: string | null,
  ): { readonly events: readonly RecordedEvent[]; readonly from: number } | undefined {
    const first = this.#events[0];
    if (!first || position === null || position < first.position) return undefined;
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.position ?? '') <= position) low = middle + 1;
      else high = middle;
    }
    return { events: this.#events, from: low };
  }
}
