import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from '@jest/globals';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import { appendReplyOf } from './append-reply.ts';

const { BatchAppendResp } = streams;

/** A reply in the classes that the client generated from the published protocol. */
const reply = () =>
  new BatchAppendResp()
    .setCorrelationId(new shared.UUID().setString('one'))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('debt-ñandú')))
    .setStreamPosition('4');

const known = { correlationId: 'one', stream: 'debt-ñandú' };

describe('a reply to an append', () => {
  it('says that it was written', () => {
    const position = new shared.AllStreamPosition().setCommitPosition('18446744073709551615');
    const success = new BatchAppendResp.Success().setCurrentRevision('5').setPosition(position);
    expect(appendReplyOf(reply().setSuccess(success).serializeBinary())).toEqual(known);
  });

  it.each([
    ['with the kind of its details', 'event_store.client.WrongExpectedVersion'],
    ['without details', ''],
  ])('says why it was not, %s', (_how, kind) => {
    const error = new status.Status().setCode(9).setMessage('it moved');
    if (kind !== '') {
      const details = new any.Any();
      details.pack(new shared.WrongExpectedVersion().serializeBinary(), kind);
      error.setDetails(details);
    }
    const said = appendReplyOf(reply().setError(error).serializeBinary());
    expect(said).toEqual({ ...known, failure: { kind, message: 'it moved' } });
  });

  it('that was cut off is refused', () => {
    const whole = reply().serializeBinary();
    expect(() => appendReplyOf(whole.slice(0, 3))).toThrow(RangeError);
  });
});
