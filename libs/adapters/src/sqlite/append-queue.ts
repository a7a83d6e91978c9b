import type { RecordedEvent } from '@cauce/contracts';
import type { AppendResult, StreamAppend } from '@cauce/ports';
import { positionText } from '../shared/position.ts';
import { packGroup } from './group.ts';
import type { CallResult } from './log-writer-protocol.ts';
import type { LogWriterThread } from './log-writer-thread.ts';

/** Groups at the writer at once: while it commits one, the next is packed. */
const GROUPS_AT_WORK = 2;
/** Bytes of events after which a group takes no further call. */
const GROUP_BYTES = 4 << 20;

interface Call {
  readonly appends: readonly StreamAppend[];
  readonly bytes: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A call that was committed. Its events as objects are made for whoever follows the log: an import has nobody who does. */
export class Committed {
  readonly appends: readonly StreamAppend[];
  readonly #first: number;
  #events: readonly RecordedEvent[] | undefined;

  /** `first`: the place of its first event. */
  constructor(appends: readonly StreamAppend[], first: number) {
    this.appends = appends;
    this.#first = first;
  }

  get events(): readonly RecordedEvent[] {
    this.#events ??= recorded(this.appends, this.#first);
    return this.#events;
  }
}

/** Gathers the appends that wait while the writer is busy into one commit. */
export class AppendQueue {
  readonly #writer: LogWriterThread;
  readonly #committed: (calls: readonly Committed[]) => void;
  #calls: Call[] = [];
  #atWork = 0;
  #scheduled = false;

  /** `committed` hears of each group's calls in the order of the log. */
  constructor(writer: LogWriterThread, committed: (calls: readonly Committed[]) => void) {
    this.#writer = writer;
    this.#committed = committed;
  }

  add(appends: readonly StreamAppend[]): Promise<AppendResult> {
    let bytes = 0;
    for (const { events } of appends) for (const event of events) bytes += event.bytes.length;
    return new Promise((resolve, reject) => {
      this.#calls.push({ appends, bytes, resolve, reject });
      this.#schedule();
    });
  }

  /** Waits for the turn's end, so that what is appended in one turn goes together. */
  #schedule(): void {
    if (this.#scheduled || this.#atWork >= GROUPS_AT_WORK || this.#calls.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#send(this.#nextGroup());
    });
  }

  #nextGroup(): Call[] {
    let bytes = 0;
    let count = 0;
    for (const call of this.#calls) {
      if (count > 0 && bytes + call.bytes > GROUP_BYTES) break;
      bytes += call.bytes;
      count += 1;
    }
    return this.#calls.splice(0, count);
  }

  async #send(calls: readonly Call[]): Promise<void> {
    this.#atWork += 1;
    try {
      const group = packGroup(calls.map(({ appends }) => appends));
      const sent = this.#writer.request({ kind: 'append', group }, [
        group.bytes.buffer,
        group.numbers.buffer,
      ]);
      this.#schedule();
      const answer = await sent;
      if (answer.kind === 'appended') this.#settle(calls, answer.results);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    } finally {
      this.#atWork -= 1;
      this.#schedule();
    }
  }

  #settle(calls: readonly Call[], results: readonly CallResult[]): void {
    const committed: Committed[] = [];
    calls.forEach(({ appends, resolve }, index) => {
      const result = results[index];
      if (!result || 'conflict' in result) {
        resolve({ ok: false, conflict: appends[result?.conflict ?? 0]?.stream ?? '' });
        return;
      }
      committed.push(new Committed(appends, result.first));
      resolve({ ok: true });
    });
    this.#committed(committed);
  }
}

const recorded = (appends: readonly StreamAppend[], first: number): RecordedEvent[] => {
  const recorded: RecordedEvent[] = [];
  for (const { events } of appends) {
    for (const { envelope, hash } of events) {
      recorded.push({ ...envelope, position: positionText(first + recorded.length), hash });
    }
  }
  return recorded;
};
