import type { OutgoingEvent } from '@cauce/contracts';
import type { OutgoingBatch, Publisher } from '@cauce/ports';

/** A way onto the bus that can be held up, before a batch is taken or before that is said, and broken. */
export class Way implements Publisher {
  batches = 0;
  /** Events of the largest batch. */
  largest = 0;
  /** Events in batches that are not on their way. */
  gathered = 0;
  fails = false;
  /** Those that wait for `gate`. */
  waiting = 0;
  gate: Promise<void> | null = null;
  silent: Promise<void> | null = null;

  /** @param bus what came to the bus, in its order, as "stream@revision" */
  constructor(private readonly bus: string[]) {}

  batch(): OutgoingBatch {
    const events: OutgoingEvent[] = [];
    const add = (event: OutgoingEvent): void => {
      events.push(event);
      this.gathered += 1;
    };
    return {
      add,
      publish: () => {
        this.gathered -= events.length;
        return this.publish(events);
      },
    };
  }

  private async publish(events: readonly OutgoingEvent[]): Promise<void> {
    this.batches += 1;
    this.largest = Math.max(this.largest, events.length);
    if (this.fails) throw new Error('no broker');
    if (this.gate) {
      this.waiting += 1;
      await this.gate;
    }
    this.bus.push(...events.map(({ stream, revision }) => `${stream}@${revision}`));
    await this.silent;
  }

  async close(): Promise<void> {}
}
