import type { Message } from 'kafkajs';

/** A broker refuses a batch of more than 1,048,588 bytes (`message.max.bytes`). */
const MOST_BYTES = 512 * 1024;

interface Waiting {
  readonly message: Message;
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const sizeOf = ({ key, value }: Message): number => (key?.length ?? 0) + Buffer.byteLength(value ?? '');

/** What goes to one partition, in order: a batch is what came while the one before was under way. */
export class PartitionQueue {
  private waiting: Waiting[] = [];
  private sending = false;

  constructor(private readonly send: (messages: Message[]) => Promise<void>) {}

  /** Resolves when the message is kept. After a failure nothing that waited behind is sent, so that order holds. */
  push(message: Message): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiting.push({ message, bytes: sizeOf(message), resolve, reject });
    if (!this.sending) {
      this.sending = true;
      // What is pushed in this turn goes along.
      queueMicrotask(() => this.run());
    }
    return promise;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.batch();
      try {
        await this.send(batch.map(({ message }) => message));
        for (const one of batch) one.resolve();
      } catch (error) {
        for (const one of [...batch, ...this.waiting.splice(0)]) one.reject(error);
      }
    }
    this.sending = false;
  }

  private batch(): Waiting[] {
    let bytes = 0;
    const end = this.waiting.findIndex((one, n) => {
      bytes += one.bytes;
      return n > 0 && bytes > MOST_BYTES;
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }
}
