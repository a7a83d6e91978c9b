import { type Monotonic, UnavailableError } from '@cauce/ports';
import { convertToCommandError, ErrorType, isCommandError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';

/** Milliseconds before something is tried again: the first time, and at most. */
const FIRST_MS = 10;
const LAST_MS = 1_000;

/** What will not go better by trying again. */
const LASTING = new Set<string>([
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.STREAM_DELETED,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
]);
const LASTING_CODES = new Set<unknown>([
  status.PERMISSION_DENIED,
  status.UNAUTHENTICATED,
  status.UNIMPLEMENTED,
  status.INVALID_ARGUMENT,
]);
/**
 * How the client says that no member of the cluster answers, and gRPC that the client gave the channel up at the moment
 * in which a call began on it, because another call has failed.
 */
const PASSING = /^(Failed to discover|Channel has been shut down)/;

/** Whether a failure may pass: the server is away, busy, not the leader, or did not answer in time. */
export const mayPass = (thrown: unknown): thrown is Error => {
  if (!(thrown instanceof Error)) return false;
  const error = convertToCommandError(thrown);
  if (!isCommandError(error)) return PASSING.test(thrown.message);
  return !LASTING.has(error.type) && !LASTING_CODES.has(error.code);
};

/** The failure of a call whose outcome nobody knows. */
export const noAnswer = (message: string): Error =>
  Object.assign(new Error(message), { code: status.UNAVAILABLE, details: message });

/** Milliseconds after which a call that cannot be answered is given up. */
const PATIENCE_MS = 30_000;

/** The waits between tries, each twice as long as the last. */
export class BackOff {
  readonly #monotonic: Monotonic;
  readonly #since: number;
  #delay = FIRST_MS;

  constructor(monotonic: Monotonic) {
    this.#monotonic = monotonic;
    this.#since = monotonic.ms();
  }

  async wait(signal: AbortSignal): Promise<void> {
    const delay = this.#delay;
    this.#delay = Math.min(delay * 2, LAST_MS);
    await this.#monotonic.wait(delay, signal);
  }

  /** As `wait`; throws UnavailableError when this has been going on for too long. */
  async waitPatiently(signal: AbortSignal, failure: Error): Promise<void> {
    if (this.#monotonic.ms() - this.#since > PATIENCE_MS)
      throw new UnavailableError('the event store', failure);
    await this.wait(signal);
  }

  reset(): void {
    this.#delay = FIRST_MS;
  }
}
