import type { LogPosition } from './position.ts';
import { digits, eachField, endOf, type Reader, readerOf, streamNameIn, uuidIn } from './wire.ts';

/** An event as it comes over the wire. */
export interface WireEvent {
  /** The id that the append gave it. */
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: LogPosition;
  readonly type: string;
  readonly data: Uint8Array;
  /** What whoever appended it wrote beside it. */
  readonly metadata: Uint8Array;
}

/** What the server says in answer to a read; without an event where it says something else. */
export interface ReadReply {
  readonly event?: WireEvent;
}

/** The type of an event, where a reader is at an entry of its metadata; undefined at any other entry. */
const typeIn = (reader: Reader): string | undefined => {
  let [key, value] = ['', ''];
  eachField(reader, endOf(reader), (field) => {
    if (field === 1) key = reader.string();
    else if (field === 2) value = reader.string();
    else return false;
    return true;
  });
  return key === 'type' ? value : undefined;
};

const NO_BYTES = new Uint8Array();

const eventIn = (reader: Reader): WireEvent => {
  let [id, stream, type, revision, commit, prepare] = ['', '', '', '0', '0', '0'];
  let [data, metadata]: [Uint8Array, Uint8Array] = [NO_BYTES, NO_BYTES];
  eachField(reader, endOf(reader), (field) => {
    if (field === 1) id = uuidIn(reader);
    else if (field === 2) stream = streamNameIn(reader);
    else if (field === 3) revision = digits(reader.uint64());
    else if (field === 4) prepare = digits(reader.uint64());
    else if (field === 5) commit = digits(reader.uint64());
    else if (field === 6) type = typeIn(reader) ?? type;
    else if (field === 7) metadata = reader.bytes();
    else if (field === 8) data = reader.bytes();
    else return false;
    return true;
  });
  return { id, stream, type, revision: Number(revision), position: { commit, prepare }, data, metadata };
};

/** A message of the type `event_store.client.streams.ReadResp` of the published protocol, as far as it is of use here. */
export const readReplyOf = (bytes: Uint8Array): ReadReply => {
  const reader = readerOf(bytes);
  let event: WireEvent | undefined;
  eachField(reader, reader.len, (field) => {
    if (field !== 1) return false;
    eachField(reader, endOf(reader), (inner) => {
      if (inner !== 1) return false;
      event = eventIn(reader);
      return true;
    });
    return true;
  });
  return event ? { event } : {};
};
