import { Worker } from 'node:worker_threads';
import { StorageFullError } from '@cauce/ports';

/** Nothing was written. `full`: for want of space. */
export interface Failure {
  readonly kind: 'failed';
  readonly full: boolean;
  readonly message: string;
}

type Close = { readonly kind: 'close' };

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that writes a file, as seen from outside: requests go in, promises come out, in order. */
export class WriterThread<Request, Answer extends { readonly kind: string }> {
  readonly #worker: Worker;
  readonly #file: string;
  readonly #waiting: Waiting<Answer>[] = [];
  readonly #ended: Promise<void>;
  #dead: Error | undefined;

  private constructor(near: string, program: string, file: string, workerData: unknown) {
    const fromSource = near.endsWith('.ts');
    this.#file = file;
    this.#worker = new Worker(new URL(`./${program}.${fromSource ? 'ts' : 'js'}`, near), {
      workerData,
      execArgv: fromSource ? ['--conditions=cauce-source'] : [],
    });
    this.#worker.on('message', (answer: Answer | Failure) => this.#answered(answer));
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

  /**
   * Starts a thread; resolves when it has opened its file. `program` is the worker beside the module whose
   * `import.meta.url` is `near`, without its ending.
   */
  static async start<Request, Answer extends { readonly kind: string }>(
    near: string,
    program: string,
    file: string,
    workerData: unknown,
  ): Promise<WriterThread<Request, Answer>> {
    const thread = new WriterThread<Request, Answer>(near, program, file, workerData);
    await thread.#next();
    return thread;
  }

  #next(): Promise<Answer> {
    if (this.#dead) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #answered(answer: Answer | Failure): void {
    const waiting = this.#waiting.shift();
    if (isFailure(answer))
      waiting?.reject(
        answer.full ? new StorageFullError(this.#file) : new Error(`${this.#file}: ${answer.message}`),
      );
    else waiting?.resolve(answer);
  }

  #died(error: Error): void {
    this.#dead ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#dead);
  }

  /** Sends a request; the answer comes after those of all requests before it. */
  request(request: Request | Close, transfer: readonly ArrayBuffer[] = []): Promise<Answer> {
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

const isFailure = (answer: { readonly kind: string }): answer is Failure => answer.kind === 'failed';
