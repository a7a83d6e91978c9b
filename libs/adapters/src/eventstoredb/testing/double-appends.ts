import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, {
  type BatchAppendReq,
  type BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { DoubleLog, Expected, Proposed } from './double-log.ts';
import { callError, failureStatus } from './double-messages.ts';
import type { Faults } from './faults.ts';

type AppendCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

interface Gathered {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: Proposed[];
}

const gatheredOf = (options: BatchAppendReq.Options | undefined): Gathered => ({
  stream: Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
  expected: options?.hasStreamPosition()
    ? Number(options.getStreamPosition())
    : options?.hasNoStream()
      ? -1
      : options?.hasStreamExists()
        ? 'exists'
        : 'any',
  events: [],
});

const proposedOf = (message: BatchAppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const timedOut = () => failureStatus('Timeout', 'Operation timed out', new shared.Timeout());

/** Answers the appends that come to a node. */
export class DoubleAppends {
  readonly #log: DoubleLog;
  readonly #faults: Faults;
  readonly #maxBytes: number;
  #late: Gathered[] = [];

  constructor(log: DoubleLog, faults: Faults, maxBytes: number) {
    this.#log = log;
    this.#faults = faults;
    this.#maxBytes = maxBytes;
  }

  /** Gathers the messages of each append and answers it when its last one is there. `before` may throw what ends the call. */
  serve(call: AppendCall, before: () => Promise<void>): void {
    const open = new Map<string, Gathered>();
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const append = open.get(id) ?? gatheredOf(request.getOptions());
      open.set(id, append);
      append.events.push(...request.getProposedMessagesList().map(proposedOf));
      if (!request.getIsFinal()) return;
      open.delete(id);
      this.#answer(call, request, append, before).catch((error) => call.emit('error', error));
    });
    call.on('end', () => call.end());
  }

  async #answer(call: AppendCall, request: BatchAppendReq, append: Gathered, before: () => Promise<void>) {
    await before();
    const reply = new streams.BatchAppendResp()
      .setCorrelationId(request.getCorrelationId())
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(append.stream)));
    const error = await this.#outcome(append);
    if (error) reply.setError(error);
    else reply.setSuccess(new streams.BatchAppendResp.Success().setNoPosition(new shared.Empty()));
    if (!call.cancelled) call.write(reply);
  }

  async #outcome(append: Gathered) {
    const faults = this.#faults;
    const bytes = append.events.reduce((sum, { data }) => sum + data.length, 0);
    if (bytes > this.#maxBytes) {
      const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(this.#maxBytes);
      return failureStatus('MaximumAppendSizeExceeded', 'Maximum Append Size Exceeded', details);
    }
    for (const late of this.#late.splice(0)) await this.#write(late);
    if (faults.lateCommits > 0) {
      faults.lateCommits -= 1;
      this.#late.push(append);
      return timedOut();
    }
    const written = await this.#write(append);
    if (!written.ok) {
      const details = new shared.WrongExpectedVersion().setCurrentStreamRevision(String(written.revision));
      return failureStatus('WrongExpectedVersion', 'Wrong expected version', details);
    }
    if (faults.breaksAfterCommit > 0) {
      faults.breaksAfterCommit -= 1;
      throw callError(status.UNAVAILABLE, 'connection lost');
    }
    if (faults.timeOutsAfterCommit > 0) {
      faults.timeOutsAfterCommit -= 1;
      return timedOut();
    }
    return undefined;
  }

  #write({ stream, expected, events }: Gathered) {
    return this.#log.append(stream, expected, events, !this.#faults.forgetful);
  }
}
