import { type RecordedEvent, upcast } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { Sealer } from '@cauce/runtime';
import { ERASED, type Fields } from '../projection/boxes.ts';
import { logPages } from './log-pages.ts';

/** An event with its personal fields by person, or `[erased]` where the key is gone. */
export interface EventLine extends RecordedEvent {
  readonly personal: Readonly<Record<Uuid, Fields | typeof ERASED>>;
}

export interface EventsQuestion {
  readonly stream?: string;
  readonly type?: string;
}

const PAGE = 1_000;

/** An event as people read it: of the present version, its boxes opened. */
export const openEvent = async (event: RecordedEvent, sealer: Sealer): Promise<EventLine> => {
  const opened = await sealer.open(event);
  const personal: Record<Uuid, Fields | typeof ERASED> = {};
  for (const [subject, fields] of opened) personal[subject] = fields ?? ERASED;
  return { ...upcast(event), personal };
};

async function* pages(
  store: EventStore,
  stream: string | undefined,
): AsyncGenerator<readonly RecordedEvent[]> {
  if (stream !== undefined) {
    for (let from = 0; ; from += PAGE) {
      const events = await store.read(stream, { from, limit: PAGE });
      yield events;
      if (events.length < PAGE) return;
    }
  }
  yield* logPages(store);
}

/** Events in the order of the log, or of one stream, of one type or all. */
export async function* exportEvents(
  store: EventStore,
  sealer: Sealer,
  { stream, type }: EventsQuestion = {},
): AsyncGenerator<EventLine> {
  for await (const events of pages(store, stream)) {
    for (const event of events) if (type === undefined || event.type === type) yield openEvent(event, sealer);
  }
}
