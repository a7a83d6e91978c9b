import type { Uuid } from '@cauce/kernel';
import { clearedChannel, type EventEnvelope, type RecordedEvent, routingKey } from './envelope.ts';

/** What must be known of an event to bring it on; a store may keep it beside the event's bytes. */
export interface EventRoute {
  readonly id: Uuid;
  /** See `routingKey`. */
  readonly key: string;
  /** Of a cleared contact: see `clearedChannel`. */
  readonly channel?: string;
  readonly trace?: string;
}

/** An event on its way from the log to a bus: nobody on the way looks into it. */
export interface OutgoingEvent {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly position: string;
  readonly route: EventRoute;
  /** UTF-8 of `JSON.stringify` of the recorded event. */
  readonly bytes: Buffer;
}

export const routeOf = (event: EventEnvelope): EventRoute => {
  const channel = clearedChannel(event);
  const { id, trace } = event;
  return {
    id,
    key: routingKey(event),
    ...(channel === null ? {} : { channel }),
    ...(trace ? { trace } : {}),
  };
};

export const outgoingOf = (event: RecordedEvent): OutgoingEvent => {
  const { stream, revision, type, position } = event;
  const bytes = Buffer.from(JSON.stringify(event));
  return { stream, revision, type, position, route: routeOf(event), bytes };
};

/** What `JSON.stringify` makes of the event that `decodeEvent` finds in stored bytes, without taking it apart. */
export const recordedBytes = (stored: Uint8Array, position: string, hash: string): Buffer => {
  const tail = `,"position":${JSON.stringify(position)},"hash":${JSON.stringify(hash)}}`;
  const bytes = Buffer.allocUnsafe(stored.length - 1 + Buffer.byteLength(tail));
  bytes.set(stored.subarray(0, -1));
  bytes.write(tail, stored.length - 1);
  return bytes;
};
