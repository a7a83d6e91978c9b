import { randomUUID } from 'node:crypto';
import type { Monotonic, StreamAppend } from '@cauce/ports';
import type { AppendLine, AppendOutcome } from './append-line.ts';
import type { ProposedEvent } from './append-request.ts';
import type { LogEntry } from './log-entry.ts';
import type { Reader } from './reader.ts';
import { BackOff, mayPass, noAnswer } from './retry.ts';

interface AppenderParts {
  readonly line: AppendLine;
  readonly reader: Reader;
  readonly namespace: string;
  readonly monotonic: Monotonic;
  readonly signal: AbortSignal;
}

/** Whether what stands in the stream is what was proposed, all of it. */
const areOurs = (entries: readonly LogEntry[], proposed: readonly ProposedEvent[]): boolean =>
  entries.length === proposed.length && entries.every(({ id }, index) => id === proposed[index]?.id);

/**
 * Appends to one stream. Where the first try is not answered by yes, the stream tells what came of it: an answer may
 * get lost, and a repeated append that in truth was written may be refused. What stands after the expected revision
 * decides then: our own events, those of somebody else, or nothing yet.
 */
export class Appender {
  readonly #parts: AppenderParts;

  constructor(parts: AppenderParts) {
    this.#parts = parts;
  }

  /**
   * Whether it was written; false where somebody else appended first. Throws UnavailableError when the server stays
   * away; nobody knows then whether it was or will be written.
   */
  async append({ stream, expected, events }: StreamAppend): Promise<boolean> {
    const { reader, monotonic, signal } = this.#parts;
    // Ids of this append alone. The server takes a second append of known ids for a repetition and says yes to it:
    // under the derived ids of the envelopes, two rivals that do the same work would both be told that they won.
    const proposed = events.map((event) => ({ id: randomUUID(), event }));
    const backOff = new BackOff(monotonic);
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#propose(stream, expected.revision, proposed);
      if (tries === 1 && outcome === 'written') return true;
      const entries = await reader.stream(stream, expected.revision + 1, proposed.length);
      if (areOurs(entries, proposed)) return true;
      if (entries.length > 0 || outcome === 'refused') return false;
      // Still on its way, perhaps: asked for again under the same ids after the same revision, it is written once.
      await backOff.waitPatiently(
        signal,
        outcome === 'written' ? noAnswer('written, but not there') : outcome,
      );
    }
  }

  /** The answer to one try, or why nobody knows. */
  async #propose(
    stream: string,
    expected: number,
    proposed: readonly ProposedEvent[],
  ): Promise<AppendOutcome | Error> {
    const { line, namespace, signal } = this.#parts;
    if (signal.aborted) throw new Error('the log was closed during an append: its outcome is unknown');
    try {
      return await line.append(namespace + stream, expected, proposed);
    } catch (error) {
      if (!mayPass(error)) throw error;
      return error;
    }
  }
}
