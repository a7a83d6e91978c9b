/** Runs pieces of work one after the other; one that fails does not stop the next. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}

/** Resolves in the next turn of the event loop: long work must not keep timers and sockets waiting. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
