import type { Readable } from 'node:stream';

/** What comes on a stream, gathered into batches while the last batch is being worked on. */
export class Inbox<T> {
  readonly #source: Readable;
  readonly #size: number;
  readonly #messages: T[] = [];
  #over = false;
  #failure: unknown;
  #wake: () => void = () => {};

  /** Holds at most `size` messages; then the stream is held back. */
  constructor(source: Readable, size: number, signal: AbortSignal) {
    this.#source = source;
    this.#size = size;
    source.on('data', (message: T) => {
      this.#messages.push(message);
      if (this.#messages.length >= size) source.pause();
      this.#wake();
    });
    source.on('error', (error) => this.#end(error));
    source.on('end', () => this.#end());
    source.on('close', () => this.#end());
    if (signal.aborted) this.#end();
    else signal.addEventListener('abort', () => this.#end(), { once: true });
  }

  #end(failure?: unknown): void {
    this.#over = true;
    this.#failure ??= failure;
    this.#wake();
  }

  /** What has come, at least one message; null when the stream is over. Rejects when it failed. */
  async take(): Promise<readonly T[] | null> {
    while (this.#messages.length === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#over) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const taken = this.#messages.splice(0, this.#size);
    this.#source.resume();
    return taken;
  }
}
