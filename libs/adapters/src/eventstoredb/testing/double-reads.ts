import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import type { DoubleLog, Kept } from './double-log.ts';
import {
  callError,
  checkpointReply,
  confirmationReply,
  eventReply,
  notFoundReply,
  passes,
} from './double-messages.ts';
import type { Faults } from './faults.ts';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** Events without a match after which an eager subscription says how far it looked. */
const EAGER_INTERVAL = 2;
/** Events of which a subscription counts the multiples that it was asked to say it after, as the server does. */
const COUNTED_INTERVAL = 32;

const write = async (call: ReadCall, reply: Buffer): Promise<void> => {
  if (call.write(reply) || call.cancelled) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      call.off('drain', go);
      call.off('cancelled', go);
      resolve();
    };
    call.on('drain', go);
    call.on('cancelled', go);
  });
};

const readStream = async (call: ReadCall, log: DoubleLog, options: ReadReq.Options): Promise<void> => {
  const of = options.getStream();
  const name = Buffer.from(of?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  const from = of?.hasRevision() ? { from: Number(of.getRevision()) } : {};
  const backwards = options.getReadDirection() === 1;
  const events = await log.stream(name, { ...from, backwards, limit: Number(options.getCount()) });
  if (events.length === 0 && (await log.stream(name, { limit: 1 })).length === 0)
    await write(call, notFoundReply(name));
  for (const event of events) await write(call, eventReply(event));
};

const startOf = (options: ReadReq.Options): bigint =>
  BigInt(options.getAll()?.getPosition()?.getCommitPosition() ?? 0);

const backwards = (log: DoubleLog, options: ReadReq.Options): AsyncGenerator<Kept> => {
  // The server stops after a window without a match, at some place or other: nothing to build upon.
  if (options.hasFilter()) throw callError(status.UNIMPLEMENTED, 'the double filters forwards only');
  return log.backwards(options.getAll()?.hasEnd() ? undefined : startOf(options));
};

const readAll = async (call: ReadCall, log: DoubleLog, options: ReadReq.Options): Promise<void> => {
  const wanted = passes(options);
  const filter = options.getFilter();
  if (filter?.hasMax() && filter.getMax() <= Number(options.getCount())) {
    throw callError(status.INVALID_ARGUMENT, 'the window must be more than the count');
  }
  const events = options.getReadDirection() === 1 ? backwards(log, options) : log.from(startOf(options));
  let left = Number(options.getCount());
  for await (const event of events) {
    if (left === 0 || call.cancelled) return;
    if (!wanted(event.stream)) continue;
    await write(call, eventReply(event));
    left -= 1;
  }
};

/** Answers the reads and subscriptions of a node. */
export class DoubleReads {
  readonly #log: DoubleLog;
  readonly #faults: Faults;
  readonly #subscriptions = new Map<ReadCall, () => Promise<void>>();

  constructor(log: DoubleLog, faults: Faults) {
    this.#log = log;
    this.#faults = faults;
  }

  async answer(call: ReadCall): Promise<void> {
    const options = call.request.getOptions();
    if (!options) throw callError(status.INVALID_ARGUMENT, 'a read without options');
    if (options.hasSubscription()) return this.#subscribe(call, options);
    if (options.hasStream()) await readStream(call, this.#log, options);
    else await readAll(call, this.#log, options);
    call.end();
  }

  async #subscribe(call: ReadCall, options: ReadReq.Options): Promise<void> {
    if (options.hasStream())
      throw callError(status.UNIMPLEMENTED, 'the double has no subscriptions to a stream');
    const wanted = passes(options);
    const start = options.getAll()?.hasEnd() ? await this.#log.end() : startOf(options);
    await write(call, confirmationReply());
    const multiplier = options.getFilter()?.getCheckpointintervalmultiplier() ?? 1;
    let unmatched = 0;
    const take = async (event: Kept): Promise<void> => {
      if (!this.#subscriptions.has(call)) return;
      if (wanted(event.stream)) return write(call, eventReply(event));
      unmatched += 1;
      const interval = this.#faults.eagerCheckpoints ? EAGER_INTERVAL : multiplier * COUNTED_INTERVAL;
      // Too far, as some servers did: there may be events before it that are still to come.
      if (unmatched % interval === 0) await write(call, checkpointReply(await this.#log.end()));
    };
    // The stop is known only after the start, yet what is delivered meanwhile counts already.
    this.#subscriptions.set(call, async () => {});
    const after = this.#faults.repeats && start > 0n ? start - 1n : start;
    this.#subscriptions.set(call, this.#log.follow(after, take));
    call.on('cancelled', () => void this.#forget(call));
  }

  async #forget(call: ReadCall): Promise<void> {
    const stop = this.#subscriptions.get(call);
    this.#subscriptions.delete(call);
    await stop?.();
  }

  /** Ends every subscription, in the way given: by an error, or politely. */
  async drop(end: (call: ReadCall) => void): Promise<void> {
    const calls = [...this.#subscriptions.keys()];
    await Promise.all(
      calls.map(async (call) => {
        const stopped = this.#forget(call);
        end(call);
        await stopped;
      }),
    );
  }
}
