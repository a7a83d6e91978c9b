import protobuf from 'protobufjs/minimal.js';

/**
 * The messages of the published protocol as they go over the wire. The classes that the client generates for them make an
 * object for each part of a message: that would take a third of the time that reading the log takes.
 */
export type Reader = protobuf.Reader;
export type Writer = protobuf.Writer;

/** How a value follows its field's number (protobuf's wire types). */
const [VARINT, BYTES] = [0, 2];

export const readerOf = (bytes: Uint8Array): Reader => protobuf.Reader.create(bytes);

/** Calls `field` for each field of the message that a reader is at; what is not read there is passed over. */
export const eachField = (reader: Reader, end: number, field: (number: number) => boolean): void => {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!field(tag >>> 3)) reader.skipType(tag & 7);
  }
};

/** Where the message inside a message ends that begins at a reader. */
export const endOf = (reader: Reader): number => reader.uint32() + reader.pos;

/** The text in field `number` of the message that a reader is at. */
export const textIn = (reader: Reader, number: number): string => {
  let found = '';
  eachField(reader, endOf(reader), (field) => {
    if (field !== number) return false;
    found = reader.string();
    return true;
  });
  return found;
};

/** The largest high half of a number that is exact as a JavaScript number. */
const EXACT_HIGH = 0x1f_ff_ff;

/** An unsigned number of 64 bits in decimal digits. */
export const digits = (value: protobuf.Long | number): string => {
  if (typeof value === 'number') throw new Error('the reader of messages does not know numbers of 64 bits');
  const high = value.high >>> 0;
  return high > EXACT_HIGH ? value.toString() : String(high * 2 ** 32 + (value.low >>> 0));
};

/** Where a message has a stream's name, and an id its text. */
const [STREAM_NAME, UUID_TEXT] = [3, 2];

/** The name in the `event_store.client.StreamIdentifier` that a reader is at. */
export const streamNameIn = (reader: Reader): string => textIn(reader, STREAM_NAME);

/** The id in the `event_store.client.UUID` that a reader is at. */
export const uuidIn = (reader: Reader): string => textIn(reader, UUID_TEXT);

/** The bytes of a message of which `fields` writes the fields. */
export const bytesOf = (fields: (writer: Writer) => void): Uint8Array => {
  const writer = protobuf.Writer.create();
  fields(writer);
  return writer.finish();
};

const nothing = (): void => {};

/** A message in a message; without fields, its presence says all. */
export const message = (writer: Writer, number: number, fields: () => void = nothing): void => {
  writer.uint32((number << 3) | BYTES).fork();
  fields();
  writer.ldelim();
};

/** A number of at most 64 bits; beyond 2^53 in decimal digits. */
export const integer = (writer: Writer, number: number, value: number | string): void => {
  writer.uint32((number << 3) | VARINT).uint64(value);
};

export const text = (writer: Writer, number: number, value: string): void => {
  writer.uint32((number << 3) | BYTES).string(value);
};

export const bytes = (writer: Writer, number: number, value: Uint8Array): void => {
  writer.uint32((number << 3) | BYTES).bytes(value);
};

/** A name of a stream (`event_store.client.StreamIdentifier`). */
export const streamName = (writer: Writer, number: number, name: string): void =>
  message(writer, number, () => text(writer, STREAM_NAME, name));

/** An id (`event_store.client.UUID`). */
export const uuid = (writer: Writer, number: number, id: string): void =>
  message(writer, number, () => text(writer, UUID_TEXT, id));
