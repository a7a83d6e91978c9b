import { Worker } from 'node:worker_threads';
import { StorageFullError } from '@cauce/ports';
import type { Answer, Request, WriterOptions } from './writer-protocol.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The writer thread as seen from outside: requests go in, promises come out, in order. */
export class WriterThread {
  readonly #worker: Worker;
  readonly #file: string;
  readonly #waiting: Waiting[] = [];
  readonly #ended: Promise<void>;
  #dead: Error | undefined;

  private constructor(options: WriterOptions) {
    const fromSource = import.meta.url.endsWith('.ts');
    this.#file = options.file;
    this.#worker = new Worker(
      new URL(fromSource ? './writer.worker.ts' : './writer.worker.js', import.meta.url),
      {
        workerData: options,
        execArgv: fromSource ? ['--conditions=cauce-source'] : [],
      },
    );
    this.#worker.on('message', (answer: Answer) => this.#answered(answer));
    this.#worker.on('error', (error) =>
      this.#died(error instanceof Error ? error : new Error(String(error))),
    );
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#died(new Error(`the writer of ${this.#file} has ended`));
        resolve();
      });
    });
  }

  /** Starts the thread; resolves when the file is open for writing. */
  static async start(options: WriterOptions): Promise<WriterThread> {
    const thread = new WriterThread(options);
    await thread.#next();
    return thread;
  }

  #next(): Promise<Answer> {
    if (this.#dead) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.shift();
    if (answer.kind !== 'failed') waiting?.resolve(answer);
    else
      waiting?.reject(
        answer.full ? new StorageFullError(this.#file) : new Error(`${this.#file}: ${answer.message}`),
      );
  }

  #died(error: Error): void {
    this.#dead ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#dead);
  }

  /** Sends a request; the answer comes after those of all requests before it. */
  request(request: Request, transfer: readonly ArrayBuffer[] = []): Promise<Answer> {
    if (!this.#dead) this.#worker.postMessage(request, transfer);
    return this.#next();
  }

  async close(): Promise<void> {
    try {
      await this.request({ kind: 'close' });
    } finally {
      await this.#ended;
    }
  }
}
