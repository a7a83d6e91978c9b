import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readReplyOf } from './read-reply.ts';

const { ReadResp } = streams;
const { RecordedEvent } = ReadResp.ReadEvent;

const unsigned = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const entries = fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true });

/** An event in the classes that the client generated from the published protocol, and what it says. */
const recorded = fc
  .record({
    id: fc.string(),
    stream: fc.string({ unit: 'grapheme' }),
    revision: fc.nat(),
    commit: unsigned,
    prepare: unsigned,
    type: fc.string({ unit: 'grapheme' }),
    data: fc.uint8Array(),
    custom: fc.uint8Array(),
    others: entries,
  })
  .map((values) => {
    const { id, stream, revision, commit, prepare, type, data, custom, others } = values;
    const event = new RecordedEvent()
      .setId(new shared.UUID().setString(id))
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
      .setStreamRevision(String(revision))
      .setCommitPosition(commit)
      .setPreparePosition(prepare)
      .setCustomMetadata(custom)
      .setData(data);
    for (const [key, value] of Object.entries({ ...others, type })) event.getMetadataMap().set(key, value);
    return {
      event,
      wire: { id, stream, revision, type, position: { commit, prepare }, data, metadata: custom },
    };
  });

describe('a reply to a read', () => {
  it('says what the classes of the client say', () => {
    fc.assert(
      fc.property(recorded, recorded, fc.boolean(), unsigned, (one, link, linked, commit) => {
        const read = new ReadResp.ReadEvent().setEvent(one.event).setCommitPosition(commit);
        if (linked) read.setLink(link.event);
        const { event } = readReplyOf(Buffer.from(new ReadResp().setEvent(read).serializeBinary()));
        const { data, metadata } = one.wire;
        expect(event).toEqual({ ...one.wire, data: expect.anything(), metadata: expect.anything() });
        expect([event?.data, event?.metadata].map((bytes) => Buffer.from(bytes ?? []))).toEqual(
          [data, metadata].map((bytes) => Buffer.from(bytes)),
        );
      }),
    );
  });

  it.each([
    ['a confirmation', new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation())],
    [
      'how far the server looked',
      new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition('7')),
    ],
    ['that there is no such stream', new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound())],
    ['where the stream ends', new ReadResp().setLastStreamPosition('3')],
    ['that it caught up', new ReadResp().setCaughtUp(new ReadResp.CaughtUp())],
    ['an event that was deleted', new ReadResp().setEvent(new ReadResp.ReadEvent().setCommitPosition('9'))],
  ])('brings no event where it says %s', (_what, reply) => {
    expect(readReplyOf(Buffer.from(reply.serializeBinary()))).toEqual({});
  });

  it('that was cut off is refused', () => {
    const event = new RecordedEvent().setData(Buffer.from('much of it'));
    const whole = new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(event)).serializeBinary();
    expect(() => readReplyOf(Buffer.from(whole.slice(0, -4)))).toThrow(RangeError);
  });
});
