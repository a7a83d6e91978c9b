import type { RecordedEvent } from '@cauce/contracts';
import type { ParkedKey, ParkedMessage, ParkedMessages } from '@cauce/ports';

const laneOf = (group: string, key: string): string => `${group}|${key}`;

/** Keys that stand still, durable: the bus's progress goes past their messages, which wait here. */
export class Parking {
  /** What waits in each lane, the first message first; no lane is empty. */
  private readonly waiting = new Map<string, ParkedMessage[]>();

  private constructor(private readonly messages: ParkedMessages) {}

  static async open(messages: ParkedMessages): Promise<Parking> {
    const parking = new Parking(messages);
    await parking.reload();
    return parking;
  }

  /** Learns what others have parked and un-parked since. */
  async reload(): Promise<void> {
    const all = await this.messages.all();
    this.waiting.clear();
    for (const message of all) this.lane(message.group, message.key).push(message);
  }

  private lane(group: string, key: string): ParkedMessage[] {
    return this.waiting.getOrInsertComputed(laneOf(group, key), () => []);
  }

  has(group: string, key: string): boolean {
    return this.waiting.has(laneOf(group, key));
  }

  first(group: string, key: string): ParkedMessage | undefined {
    return this.waiting.get(laneOf(group, key))?.[0];
  }

  /** Parks a key with its first message, says anew why that one fails, or lets a message join its key. */
  async add(group: string, key: string, event: RecordedEvent, reason?: string): Promise<void> {
    const { stream, revision, position, id, type } = event;
    const message: ParkedMessage = {
      group,
      key,
      stream,
      revision,
      position,
      eventId: id,
      eventType: type,
      reason: reason ?? this.first(group, key)?.reason ?? '',
    };
    // Kept first: what could not be kept is not waiting.
    await this.messages.put(message);
    const lane = this.lane(group, key);
    const known = lane.findIndex((one) => one.position === position);
    if (known < 0) lane.push(message);
    else lane[known] = message;
  }

  /** The first message was handled: the next is first. */
  async shift(group: string, key: string): Promise<void> {
    const handled = this.first(group, key);
    if (!handled) return;
    await this.messages.remove(group, handled.position);
    const lane = this.lane(group, key);
    lane.shift();
    if (lane.length === 0) this.waiting.delete(laneOf(group, key));
  }

  list(): ParkedKey[] {
    return [...this.waiting.values()].flatMap(([first, ...rest]) => {
      if (!first) return [];
      const { position: _, ...said } = first;
      return [{ ...said, waiting: 1 + rest.length }];
    });
  }
}
