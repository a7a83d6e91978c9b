import { routeOf } from '@cauce/contracts';
import { SampleStreams } from '@cauce/ports/contract';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from '@jest/globals';
import { appendRequests } from './append-request.ts';

const { BatchAppendReq } = streams;

const STREAM = 'debt-ñandú';
const ID = '00000000-0000-5000-8000-000000000001';

/** The messages of an append as the classes understand them that the client generated from the published protocol. */
const understood = (expected: number, count: number, padding = 0) => {
  const sample = new SampleStreams().next(STREAM, count, { padding: 'x'.repeat(padding) });
  const events = sample.events.map((event, index) => ({ id: `id-${index}`, event }));
  const requests = appendRequests(ID, STREAM, expected, events).map(BatchAppendReq.deserializeBinary);
  return { requests, events };
};

describe('a request to append', () => {
  it('says what to write, beside it its type and its route', () => {
    const { requests, events } = understood(-1, 2);
    expect(requests).toHaveLength(1);
    const proposed = requests[0]?.getProposedMessagesList() ?? [];
    const said = proposed.map((one) => ({
      id: one.getId()?.getString(),
      metadata: Object.fromEntries(one.getMetadataMap().toArray()),
      route: JSON.parse(Buffer.from(one.getCustomMetadata_asU8()).toString()),
      data: Buffer.from(one.getData_asU8()),
    }));
    expect(said).toEqual(
      events.map(({ id, event }) => ({
        id,
        metadata: { type: event.envelope.type, 'content-type': 'application/octet-stream' },
        route: routeOf(event.envelope),
        data: Buffer.from(event.bytes),
      })),
    );
  });

  it.each([
    ['a stream that must not exist', -1, { noStream: {}, streamPosition: '0' }],
    ['after the first revision', 0, { noStream: undefined, streamPosition: '0' }],
    ['after a later one', 41, { noStream: undefined, streamPosition: '41' }],
  ])('says to begin %s', (_where, expected, told) => {
    const options = understood(expected, 1).requests[0]?.getOptions();
    expect(options?.toObject()).toMatchObject(told);
    expect(options?.getExpectedStreamPositionCase()).toBe(expected < 0 ? 3 : 2);
    const name = options?.getStreamIdentifier()?.getStreamName_asU8() ?? [];
    expect(Buffer.from(name).toString()).toBe(STREAM);
  });

  it('goes in as many messages as the server takes, of which the last says that it is', () => {
    const { requests } = understood(3, 5, 1 << 20);
    expect(requests.map((one) => one.getProposedMessagesList().length)).toEqual([2, 2, 1]);
    expect(requests.map((one) => one.getIsFinal())).toEqual([false, false, true]);
    expect(requests.map((one) => one.hasOptions())).toEqual([true, false, false]);
    expect(requests.map((one) => one.getCorrelationId()?.getString())).toEqual([ID, ID, ID]);
  });
});
