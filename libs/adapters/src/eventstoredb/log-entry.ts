import {
  categoryOf,
  decodeEvent,
  type EventRoute,
  type OutgoingEvent,
  outgoingOf,
  type RecordedEvent,
  recordedBytes,
} from '@cauce/contracts';
import { sha256 } from '@cauce/kernel';
import { positionText } from './position.ts';
import type { ReadReply } from './read-reply.ts';

/** An event as the server gives it. */
export interface LogEntry {
  /** The id that the append gave it; not the envelope's. */
  readonly id: string;
  /** Its stream without the namespace. */
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** What its append wrote beside it: `EventRoute`, unless the log is older than that. */
  readonly metadata: Uint8Array;
  /** False of what the server itself wrote or linked, and of other namespaces. */
  readonly ours: boolean;
}

/** The entry that a reply brings; none where it is a message of another kind. */
export const entryOf = ({ event }: ReadReply, namespace: string): LogEntry | undefined => {
  if (!event) return undefined;
  const { id, stream: name, revision, type, position, data, metadata } = event;
  const ofServer = name.startsWith('$') || type.startsWith('$');
  return {
    id,
    stream: name.slice(namespace.length),
    revision,
    position: positionText(position),
    type,
    bytes: data,
    metadata,
    ours: !ofServer && name.startsWith(namespace),
  };
};

/** Whether an entry is ours and of one of some categories; of any where none are named. */
export const isOf = ({ ours, stream }: LogEntry, categories: readonly string[] | undefined): boolean =>
  ours && (!categories || categories.includes(categoryOf(stream)));

/** The event of an entry. Throws when its bytes are not of this log, or of another place in it. */
export const eventOf = ({ stream, revision, position, bytes }: LogEntry): RecordedEvent => {
  const event = decoded(bytes, position);
  if (event?.stream !== stream || event.revision !== revision) {
    throw new Error(
      `${stream}@${revision} is not an event of Cauce: a log that shares its server needs a namespace of its own`,
    );
  }
  return event;
};

const decoded = (bytes: Uint8Array, position: string): RecordedEvent | undefined => {
  try {
    return decodeEvent(bytes, position, sha256(bytes));
  } catch {
    return undefined;
  }
};

/** An entry as it is brought on; it is taken apart only where its append wrote no route beside it. */
export const outgoingEntry = (entry: LogEntry): OutgoingEvent => {
  const route = routeIn(entry.metadata);
  if (!route) return outgoingOf(eventOf(entry));
  const { stream, revision, type, position, bytes } = entry;
  return { stream, revision, type, position, route, bytes: recordedBytes(bytes, position, sha256(bytes)) };
};

const routeIn = (metadata: Uint8Array): EventRoute | undefined => {
  if (metadata.length === 0) return undefined;
  try {
    const route: Partial<EventRoute> | null = JSON.parse(Buffer.from(metadata).toString());
    return typeof route?.id === 'string' && typeof route.key === 'string' ? (route as EventRoute) : undefined;
  } catch {
    return undefined;
  }
};
