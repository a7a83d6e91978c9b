import { categoryOf, decodeEvent, type RecordedEvent } from '@cauce/contracts';
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
  readonly bytes: Uint8Array;
  /** False of what the server itself wrote or linked, and of other namespaces. */
  readonly ours: boolean;
}

/** The entry that a reply brings; none where it is a message of another kind. */
export const entryOf = ({ event }: ReadReply, namespace: string): LogEntry | undefined => {
  if (!event) return undefined;
  const { id, stream: name, revision, type, position, data } = event;
  const ofServer = name.startsWith('$') || type.startsWith('$');
  return {
    id,
    stream: name.slice(namespace.length),
    revision,
    position: positionText(position),
    bytes: data,
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
