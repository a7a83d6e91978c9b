import { freshBytes, type InstantText, type Uuid } from '@cauce/kernel';
import { type KeyVault, SubjectErasedError, type SubjectKey } from '@cauce/ports';
import { Gathered } from '../shared/gathered.ts';
import { isProofOf, MasterKeyError, proofOf } from '../shared/master-key.ts';
import { unwrap, wrap } from '../shared/wrapped-key.ts';
import type { MongoCollection, Stored } from './collection.ts';
import type { MongoDatabase } from './database.ts';

const KEY_BYTES = 32;
/** Id of the proof of the master key: not a text, so that no person has it. */
export const PROOF = 0;

/** Everything about a person's keys is one document, so that each change of it is made as a whole. */
export interface StoredKeys extends Stored {
  readonly _id: Uuid;
  /** Keys by generation, each sealed under the master key; the n-th has the id n, counted from 1. */
  readonly wrapped: readonly string[];
  /** When the keys were destroyed. The document stays: it keeps the person from being given new ones. */
  readonly erasedAt?: InstantText;
}

export interface StoredProof extends Stored {
  readonly proof: string;
  /** Whether the keys are being wrapped under another master key. */
  readonly rewrapping?: true;
}

/**
 * Keys wrapped with AES-256-GCM under a master key that is not in the database. None is kept in memory: an erasure
 * holds in every process as soon as it is done.
 */
export class MongoKeyVault implements KeyVault {
  readonly #keys: MongoCollection<StoredKeys>;
  readonly #master: Uint8Array;
  readonly #asked: Gathered<Uuid, StoredKeys>;

  private constructor(keys: MongoCollection<StoredKeys>, master: Uint8Array) {
    this.#keys = keys;
    this.#master = master;
    this.#asked = new Gathered((subjects) => this.#stored(subjects));
  }

  /** @param masterKey 32 bytes. @throws when the keys were wrapped under another one */
  static async open(database: MongoDatabase, masterKey: Uint8Array): Promise<MongoKeyVault> {
    const proofs = database.collection<StoredProof>('keys');
    await proofs.insertMissing([{ _id: PROOF, proof: proofOf(masterKey) }]);
    const stored = await proofs.findOne({ _id: PROOF });
    if (stored?.rewrapping)
      throw new MasterKeyError(
        'the keys are being wrapped anew: let `cauce keys rewrap` end, or do it again',
      );
    if (!isProofOf(masterKey, stored?.proof ?? ''))
      throw new MasterKeyError(
        'the keys were wrapped under another master key: give the one that they were made with',
      );
    return new MongoKeyVault(database.collection('keys'), masterKey);
  }

  async keys(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>> {
    const wanted = [...new Set(subjects)];
    const found = await this.#asked.all(wanted);
    const missing = wanted.filter((subject) => !found.has(subject));
    if (missing.length > 0)
      await this.#keys.insertMissing(missing.map((_id) => ({ _id, wrapped: [this.#fresh(_id, '1')] })));
    // Read again: where another process made a key at the same moment, that one is the key.
    const made = await this.#stored(missing);
    return new Map(
      wanted.flatMap((subject) => {
        const stored = found.get(subject) ?? made.get(subject);
        return stored ? [[subject, this.#present(stored)]] : [];
      }),
    );
  }

  /** Keys are durable when they are made. */
  async keep(): Promise<void> {}

  async find(subject: Uuid, keyId: string): Promise<SubjectKey | undefined> {
    const wrapped = (await this.#asked.get(subject))?.wrapped.find((_, n) => String(n + 1) === keyId);
    return wrapped === undefined ? undefined : unwrap(this.#master, { subject, keyId }, wrapped);
  }

  async rotate(subject: Uuid): Promise<SubjectKey> {
    for (;;) {
      const last = Number((await this.keys([subject])).get(subject)?.keyId);
      const keyId = String(last + 1);
      const wrapped = this.#fresh(subject, keyId);
      // Refused where another process rotated or destroyed since: then it is looked at again.
      const rotated = await this.#keys.update(
        { _id: subject, wrapped: { $size: last } },
        { $set: { [`wrapped.${last}`]: wrapped } },
      );
      if (rotated) return unwrap(this.#master, { subject, keyId }, wrapped);
    }
  }

  async destroy(subject: Uuid, at: InstantText): Promise<void> {
    await this.#keys.update({ _id: subject }, { $set: { wrapped: [] }, $min: { erasedAt: at } }, true);
  }

  async erased(subject: Uuid): Promise<boolean> {
    return (await this.#asked.get(subject))?.erasedAt !== undefined;
  }

  /** The database is closed by whoever opened it. */
  async close(): Promise<void> {}

  async #stored(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, StoredKeys>> {
    const found = await this.#keys.byId(subjects);
    return new Map(found.map((stored) => [stored._id, stored]));
  }

  #fresh(subject: Uuid, keyId: string): string {
    return wrap(this.#master, { subject, keyId, key: freshBytes(KEY_BYTES) });
  }

  #present({ _id: subject, wrapped }: StoredKeys): SubjectKey {
    const last = wrapped.at(-1);
    if (last === undefined) throw new SubjectErasedError(subject);
    return unwrap(this.#master, { subject, keyId: String(wrapped.length) }, last);
  }
}
