import { createRequire } from 'node:module';

/** The part of kafkajs's queue of requests that is made quiet; it has no types. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  /** Until when the broker asks for silence, in milliseconds since 1970. */
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

let quiet = false;

/**
 * kafkajs looks after requests that wait about 900 times a second, whether any do or not: an idle connection costs
 * 3 % of a core, and Node warns of a negative time-out. This lets it look only while there is something to wait for.
 */
export const quietRequests = (): void => {
  if (quiet) return;
  quiet = true;
  const queue: { prototype: RequestQueue } = createRequire(import.meta.url)(
    'kafkajs/src/network/requestQueue',
  );
  const { scheduleCheckPendingRequests } = queue.prototype;
  queue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) scheduleCheckPendingRequests.call(this);
  };
};
