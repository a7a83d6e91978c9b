import type { RecordedEvent } from '@cauce/contracts';

/** Collects what a subscription delivers, and waits for so many events. */
export class Collected {
  readonly events: RecordedEvent[] = [];
  #wanted = 0;
  #reached: () => void = () => {};

  readonly take = async (events: readonly RecordedEvent[]): Promise<void> => {
    this.events.push(...events);
    if (this.events.length >= this.#wanted) this.#reached();
  };

  async reach(count: number): Promise<void> {
    this.#wanted = count;
    if (this.events.length >= count) return;
    await new Promise<void>((resolve) => {
      this.#reached = resolve;
    });
  }
}
