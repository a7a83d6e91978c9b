import type { RecordedEvent } from '@cauce/contracts';
import type { KafkaMessage, Message } from 'kafkajs';

/**
 * An event as it travels: whole, so that whoever is woken by it need not ask the store what it was. Its bytes lie
 * beside the heap: there, thousands that wait to be sent would slow down whatever else is made meanwhile.
 */
export const messageOf = (event: RecordedEvent, key: string, partition: number): Message => ({
  key,
  value: Buffer.from(JSON.stringify(event)),
  partition,
  headers: { type: event.type, ...(event.trace ? { traceparent: event.trace } : {}) },
});

/** What a message continues: the W3C `traceparent` of its sending. */
export const traceIn = ({ headers }: KafkaMessage): string | undefined => headers?.traceparent?.toString();

/** The event type of a message, without looking into it. */
export const typeIn = ({ headers }: KafkaMessage): string => String(headers?.type ?? '');

/** What somebody else wrote to a topic of ours. */
export class NoEventError extends Error {}

/** @throws NoEventError */
export const eventIn = ({ value }: KafkaMessage): RecordedEvent => {
  try {
    const event: Partial<RecordedEvent> | null = JSON.parse(String(value));
    if (typeof event?.stream === 'string' && typeof event.revision === 'number')
      return event as RecordedEvent;
  } catch {}
  throw new NoEventError('this message holds no event');
};
