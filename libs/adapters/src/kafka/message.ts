import type { OutgoingEvent, RecordedEvent } from '@cauce/contracts';
import type { KafkaMessage } from 'kafkajs';

/** A message on its way to the partition of its key. */
export interface OutgoingMessage {
  readonly key: string;
  readonly value: Buffer;
  headers: Record<string, string>;
}

/** An event as it travels: whole, so that whoever is woken by it need not ask the store what it was. */
export const messageOf = ({ type, route, bytes }: OutgoingEvent): OutgoingMessage => ({
  key: route.key,
  value: bytes,
  headers: { type, ...(route.trace ? { traceparent: route.trace } : {}) },
});

/** What a message continues: the W3C `traceparent` of its sending. */
export const traceIn = ({ headers }: KafkaMessage): string | undefined => headers?.traceparent?.toString();

/** The event type of a message, without looking into it. */
export const typeIn = ({ headers }: KafkaMessage): string => String(headers?.type ?? '');

/** The event of a message; null of what somebody else wrote to a topic of ours. */
export const eventIn = ({ value }: KafkaMessage): RecordedEvent | null => {
  try {
    const event: Partial<RecordedEvent> | null = JSON.parse(String(value));
    if (typeof event?.stream === 'string' && typeof event.revision === 'number')
      return event as RecordedEvent;
  } catch {}
  return null;
};
