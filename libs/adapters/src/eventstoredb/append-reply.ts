import { eachField, endOf, type Reader, readerOf, streamNameIn, textIn, uuidIn } from './wire.ts';

/** Why an append was not written. */
export interface AppendFailure {
  /** The type of its details, as "event_store.client.WrongExpectedVersion"; empty where it has none. */
  readonly kind: string;
  readonly message: string;
}

/** What the server says in answer to an append. */
export interface AppendReply {
  /** The id that the append was given. */
  readonly correlationId: string;
  readonly stream: string;
  /** Left out where it was written. */
  readonly failure?: AppendFailure;
}

/** The type of what a `google.protobuf.Any` holds: what its address ends with. */
const typeIn = (reader: Reader): string => {
  const address = textIn(reader, 1);
  return address.slice(address.lastIndexOf('/') + 1);
};

/** A failure, as `google.rpc.Status`. */
const failureIn = (reader: Reader): AppendFailure => {
  let [kind, message] = ['', ''];
  eachField(reader, endOf(reader), (field) => {
    if (field === 2) message = reader.string();
    else if (field === 3) kind = typeIn(reader);
    else return false;
    return true;
  });
  return { kind, message };
};

/** A message of the type `event_store.client.streams.BatchAppendResp`, as far as it is of use here. */
export const appendReplyOf = (bytes: Uint8Array): AppendReply => {
  const reader = readerOf(bytes);
  let [correlationId, stream] = ['', ''];
  let failure: AppendFailure | undefined;
  eachField(reader, reader.len, (field) => {
    if (field === 1) correlationId = uuidIn(reader);
    else if (field === 2) failure = failureIn(reader);
    else if (field === 4) stream = streamNameIn(reader);
    else return false;
    return true;
  });
  return { correlationId, stream, ...(failure ? { failure } : {}) };
};
