import type { RecordedEvent } from '@cauce/contracts';
import type { Json } from '@cauce/kernel';
import type { Document, ModelDefinition, ModelHandle, ParkedKey, ReadModels } from '@cauce/ports';

/** Where a waiting message is found in the log. */
export interface Waiting {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly eventId: string;
  readonly eventType: string;
}

interface Parked {
  readonly reason: string;
  readonly waiting: readonly Waiting[];
}

const model: ModelDefinition = { name: 'parked', version: 1, indexes: ['group'] };

const waitingOf = ({ stream, revision, position, id, type }: RecordedEvent): Waiting => ({
  stream,
  revision,
  position,
  eventId: id,
  eventType: type,
});

/** What `write` stored of the waiting messages. */
const waitingIn = (stored: Json | undefined): Waiting[] =>
  (Array.isArray(stored) ? stored : []).flatMap((one) => {
    if (one === null || typeof one !== 'object' || Array.isArray(one)) return [];
    const { stream, revision, position, eventId, eventType } = one;
    return [
      {
        stream: String(stream),
        revision: Number(revision),
        position: String(position),
        eventId: String(eventId),
        eventType: String(eventType),
      },
    ];
  });

const documentId = (group: string, key: string): string => `${group}|${key}`;

/** Keys that stand still, durable: the bus's progress goes past their messages, which wait here. */
export class Parking {
  private readonly keys = new Map<string, Parked>();

  private constructor(
    private readonly documents: ModelHandle,
    /** How many writes there were, ever: the guard of the next one must be above those of keys that stand no more. */
    private writes: number,
  ) {}

  static async open(readModels: ReadModels): Promise<Parking> {
    const documents = await readModels.open(model);
    const parking = new Parking(documents, Number((await documents.checkpoint()) ?? 0));
    for (let after: string | null = null; ; ) {
      const page = await parking.documents.list('group', { limit: 500, after });
      for (const { id, body } of page.documents) {
        parking.keys.set(id, { reason: String(body.reason), waiting: waitingIn(body.waiting) });
      }
      if (page.next === null) return parking;
      after = page.next;
    }
  }

  has(group: string, key: string): boolean {
    return (this.keys.get(documentId(group, key))?.waiting.length ?? 0) > 0;
  }

  /** Parks a key with its first message, or lets a message join it. */
  async add(group: string, key: string, event: RecordedEvent, reason?: string): Promise<void> {
    const before = this.keys.get(documentId(group, key)) ?? { reason: '', waiting: [] };
    const known = before.waiting.some(({ position }) => position === event.position);
    await this.write(group, key, {
      reason: reason ?? before.reason,
      waiting: known ? before.waiting : [...before.waiting, waitingOf(event)],
    });
  }

  first(group: string, key: string): Waiting | undefined {
    return this.keys.get(documentId(group, key))?.waiting[0];
  }

  /** The first message was handled: the next is first. */
  async shift(group: string, key: string): Promise<void> {
    const parked = this.keys.get(documentId(group, key));
    if (parked) await this.write(group, key, { ...parked, waiting: parked.waiting.slice(1) });
  }

  list(): ParkedKey[] {
    return [...this.keys].flatMap(([id, { reason, waiting }]) => {
      const [group = '', key = ''] = id.split(/\|(.*)/s);
      const [first] = waiting;
      if (!first) return [];
      const { eventId, eventType, stream, revision } = first;
      return [{ group, key, reason, eventId, eventType, stream, revision, waiting: waiting.length }];
    });
  }

  private async write(group: string, key: string, parked: Parked): Promise<void> {
    const id = documentId(group, key);
    this.writes += 1;
    const guard = String(this.writes).padStart(16, '0');
    const body: Document['body'] = {
      reason: parked.reason,
      waiting: parked.waiting.map((one) => ({ ...one })),
    };
    const keys: Document['keys'] = parked.waiting.length > 0 ? { group } : {};
    if (parked.waiting.length > 0) this.keys.set(id, parked);
    else this.keys.delete(id);
    await this.documents.write([{ id, body, keys, guard }], guard);
  }
}
