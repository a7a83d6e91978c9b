import streams from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { positionText } from './position.ts';
import { backwardsRequest, logRequest, streamRequest } from './read-request.ts';

/** A request as the classes understand it that the client generated from the published protocol. */
const understood = (request: Uint8Array) => {
  const options = streams.ReadReq.deserializeBinary(request).getOptions();
  return { ...options?.toObject(), name: Buffer.from(nameIn(options)).toString() };
};

const nameIn = (options: streams.ReadReq.Options | undefined) =>
  options?.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? [];

const text = fc.string({ unit: 'grapheme' });
/** The largest one is said of what has no position. */
const unsigned = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n }).map(String);
const count = fc.maxSafeNat();

const always = {
  resolveLinks: false,
  uuidOption: expect.objectContaining({ string: {}, structured: undefined }),
};

describe('a request to read', () => {
  it('a stream says from where, which way and how much', () => {
    const from = fc.option(count, { nil: undefined });
    fc.assert(
      fc.property(text, from, fc.boolean(), count, (name, from, backwards, count) => {
        const range = { backwards, count, ...(from === undefined ? {} : { from }) };
        const open = from === undefined;
        expect(understood(streamRequest(name, range))).toMatchObject({
          ...always,
          name,
          stream: {
            revision: open ? '0' : String(from),
            start: open && !backwards ? {} : undefined,
            end: open && backwards ? {} : undefined,
          },
          readDirection: backwards ? 1 : 0,
          count: String(count),
          subscription: undefined,
          noFilter: {},
        });
      }),
    );
  });

  it('the log says after what, which streams and how much', () => {
    const positions = fc.option(fc.record({ commit: unsigned, prepare: unsigned }));
    const filters = fc.oneof(fc.record({ regex: text }), fc.record({ prefixes: fc.array(text) }));
    const counts = fc.oneof(fc.constant('subscription' as const), fc.nat());
    fc.assert(
      fc.property(positions, filters, counts, (position, filter, count) => {
        const subscribes = count === 'subscription';
        expect(understood(logRequest(filter, position && positionText(position), count))).toMatchObject({
          ...always,
          all: {
            position: position
              ? { commitPosition: position.commit, preparePosition: position.prepare }
              : undefined,
            start: position ? undefined : {},
          },
          readDirection: 0,
          count: subscribes ? '0' : String(count),
          subscription: subscribes ? {} : undefined,
          filter: {
            streamIdentifier: {
              regex: 'regex' in filter ? filter.regex : '',
              prefixList: 'prefixes' in filter ? filter.prefixes : [],
            },
            max: subscribes ? 0 : Math.max(1_000, count + 1),
            count: subscribes ? {} : undefined,
            checkpointintervalmultiplier: 1_000,
          },
        });
      }),
    );
  });

  it('the log backwards says from where and how much', () => {
    const at = { commit: '18446744073709551614', prepare: '9007199254740993' };
    expect(understood(backwardsRequest(positionText(at), 3))).toMatchObject({
      ...always,
      all: { position: { commitPosition: at.commit, preparePosition: at.prepare } },
      readDirection: 1,
      count: '3',
      noFilter: {},
    });
    expect(understood(backwardsRequest(null, 1))).toMatchObject({
      all: { position: undefined, end: {} },
      readDirection: 1,
    });
  });
});
