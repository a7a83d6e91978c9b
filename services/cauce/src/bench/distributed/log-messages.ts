import { type RecordedEvent, routingKey } from '@cauce/contracts';
import type { Core } from '@cauce/runtime';

export const allEvents = async ({ store }: Pick<Core, 'store'>): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: 1_000 });
    all.push(...page.events);
    if (page.atEnd) return all;
    after = page.next;
  }
};

/** Events as the messages that the relay makes of them. */
export const messagesOf = (events: readonly RecordedEvent[]) =>
  events.map((event) => ({
    key: routingKey(event),
    value: Buffer.from(JSON.stringify(event)),
    headers: { type: event.type },
  }));
