import { randomBytes } from 'node:crypto';
import type { InstantText, Uuid } from '@cauce/kernel';
import { type KeyVault, SubjectErasedError, type SubjectKey } from '@cauce/ports';

export class MemoryKeyVault implements KeyVault {
  /** Generations by subject, the present one last. */
  readonly #keys = new Map<Uuid, SubjectKey[]>();
  readonly #erased = new Map<Uuid, InstantText>();

  async keys(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>> {
    for (const subject of subjects) if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    return new Map(
      subjects.map((subject) => [subject, this.#keys.get(subject)?.at(-1) ?? this.#add(subject)]),
    );
  }

  #add(subject: Uuid): SubjectKey {
    if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    const generations = this.#keys.getOrInsertComputed(subject, () => []);
    const key = { subject, keyId: String(generations.length + 1), key: randomBytes(32) };
    generations.push(key);
    return key;
  }

  async keep(): Promise<void> {}

  async find(subject: Uuid, keyId: string): Promise<SubjectKey | undefined> {
    return this.#keys.get(subject)?.find((key) => key.keyId === keyId);
  }

  async rotate(subject: Uuid): Promise<SubjectKey> {
    return this.#add(subject);
  }

  async destroy(subject: Uuid, at: InstantText): Promise<void> {
    this.#keys.delete(subject);
    this.#erased.getOrInsert(subject, at);
  }

  async erased(subject: Uuid): Promise<boolean> {
    return this.#erased.has(subject);
  }

  async close(): Promise<void> {}
}
