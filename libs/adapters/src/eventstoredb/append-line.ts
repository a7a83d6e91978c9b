import { randomUUID } from 'node:crypto';
import type { Monotonic } from '@cauce/ports';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { AppendReply } from './append-reply.ts';
import { appendRequests, type ProposedEvent } from './append-request.ts';
import type { Connection } from './connection.ts';
import { noAnswer } from './retry.ts';

/** Milliseconds after which an append without an answer counts as unsure. */
const LIMIT_MS = 10_000;

/** What the server says of an append: written, or refused because the stream does not end where it should. */
export type AppendOutcome = 'written' | 'refused';

type Answer = PromiseWithResolvers<AppendOutcome>;

interface Line {
  readonly call: ClientDuplexStream<Uint8Array, AppendReply>;
  readonly waiting: Map<string, Answer>;
  failure?: Error;
}

/** Errors that say for sure that nothing was and nothing will be written, by the type of their details. */
const REFUSALS: Readonly<Record<string, string>> = {
  'event_store.client.AccessDenied': 'the event store does not let this user append',
  'event_store.client.StreamDeleted': 'the stream was deleted',
  'event_store.client.MaximumAppendSizeExceeded':
    'the append is larger than the event store takes (its setting MaxAppendSize)',
  'event_store.client.BadRequest': 'the event store does not understand the append',
};

/** What a reply says. Throws the refusal, or that nobody knows. */
const outcomeOf = ({ failure, stream }: AppendReply): AppendOutcome => {
  if (!failure) return 'written';
  const { kind, message } = failure;
  if (kind === 'event_store.client.WrongExpectedVersion') return 'refused';
  const refusal = REFUSALS[kind];
  if (refusal === undefined) throw noAnswer(message || kind);
  throw new Error(`${stream}: ${refusal}`);
};

/** Sends appends over one call to the server, opened again when it broke. */
export class AppendLine {
  readonly #connection: Connection;
  readonly #monotonic: Monotonic;
  #line: Promise<Line> | undefined;

  constructor(connection: Connection, monotonic: Monotonic) {
    this.#connection = connection;
    this.#monotonic = monotonic;
  }

  /** Asks for one append. Rejects when it is unsure whether it was or will be written (`mayPass`), or refused for good. */
  async append(stream: string, expected: number, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    const { call, waiting, failure } = await this.#open();
    if (failure) throw failure;
    const id = randomUUID();
    const answer = Promise.withResolvers<AppendOutcome>();
    waiting.set(id, answer);
    for (const request of appendRequests(id, stream, expected, events)) call.write(request);
    const answered = new AbortController();
    void this.#monotonic
      .wait(LIMIT_MS, answered.signal)
      .then(() => answered.signal.aborted || answer.reject(noAnswer(`no answer within ${LIMIT_MS} ms`)));
    try {
      return await answer.promise;
    } finally {
      // With a reason: without one an error is made, with its stack.
      answered.abort('answered');
      waiting.delete(id);
    }
  }

  #open(): Promise<Line> {
    if (this.#line) return this.#line;
    const opening = this.#connect(() => {
      if (this.#line === opening) this.#line = undefined;
    });
    this.#line = opening;
    return opening;
  }

  async #connect(forget: () => void): Promise<Line> {
    try {
      const line: Line = { call: await this.#connection.appends(), waiting: new Map() };
      const broken = (error: Error): void => {
        forget();
        line.failure = error;
        for (const answer of line.waiting.values()) answer.reject(error);
      };
      line.call.on('data', (reply: AppendReply) => {
        const answer = line.waiting.get(reply.correlationId);
        try {
          answer?.resolve(outcomeOf(reply));
        } catch (error) {
          answer?.reject(error);
        }
      });
      line.call.on('error', broken);
      line.call.on('end', () => broken(noAnswer('the server ended the line of appends')));
      return line;
    } catch (error) {
      forget();
      throw error;
    }
  }

  async close(): Promise<void> {
    const line = await this.#line?.catch(() => undefined);
    line?.call.end();
  }
}
