import type { Checkpoints } from '@cauce/ports';

export class MemoryCheckpoints implements Checkpoints {
  readonly #values = new Map<string, string>();

  async get(name: string): Promise<string | null> {
    return this.#values.get(name) ?? null;
  }

  async set(name: string, value: string, expected: string | null): Promise<boolean> {
    if ((this.#values.get(name) ?? null) !== expected) return false;
    this.#values.set(name, value);
    return true;
  }
}
