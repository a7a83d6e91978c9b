/** Counts what happened and wakes those who wait for more. */
export class Signal {
  count = 0;
  readonly #waiting = new Set<() => void>();

  fire(): void {
    this.count += 1;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** Resolves once the count is past `seen`, or the abort signal fires. */
  async after(seen: number, signal: AbortSignal): Promise<void> {
    if (this.count > seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
