import { freshBytes, type InstantText, type Uuid } from '@cauce/kernel';
import { type KeyVault, SubjectErasedError, type SubjectKey } from '@cauce/ports';
import { RecentMap } from '../shared/recent-map.ts';
import { KeyFile } from './key-file.ts';
import {
  FIRST_GENERATION,
  KEY_BYTES,
  type KeyAnswer,
  type KeyRequest,
  type KeyWriterOptions,
  packKeys,
} from './key-writer-protocol.ts';
import { WriterThread } from './writer-thread.ts';

type KeyWriter = WriterThread<KeyRequest, KeyAnswer>;

/** Present keys kept unwrapped in memory, per generation of the cache (about 300 bytes each). */
const CACHED_KEYS = 20_000;
/** New keys that wait to be written together. */
const MOST_MADE = 5_000;
/** So many new keys are worth a thread that wraps and writes them while this one goes on. */
const WORTH_A_THREAD = 100;

/** The keys of one SQLite file. Nobody else may hold it. */
export class SqliteKeyVault implements KeyVault {
  readonly #file: KeyFile;
  readonly #present = new RecentMap<SubjectKey>(CACHED_KEYS);
  /** Keys made and not yet in the file; being so few, all of them are also among those present. */
  #made = new Map<Uuid, SubjectKey>();
  /** Keys on their way to the file. */
  #handed: ReadonlyMap<Uuid, SubjectKey>[] = [];
  readonly #erased: Set<Uuid>;
  #writer: Promise<KeyWriter> | undefined;
  #keeping: Promise<void> = Promise.resolve();

  /** Throws when the file was wrapped under another master key. `masterKey(isNew)` gives 32 bytes. */
  constructor(path: string, masterKey: (isNew: boolean) => Uint8Array) {
    this.#file = new KeyFile(path, masterKey);
    this.#erased = new Set(this.#file.erased());
    // A process that died while destroying may have left old pages in the write-ahead log.
    this.#file.emptyWriteAheadLog();
  }

  async keys(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>> {
    for (const subject of subjects) if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    const found = new Map<Uuid, SubjectKey>();
    for (const subject of subjects) {
      const present = this.#present.get(subject);
      const key = present ?? this.#file.last(subject) ?? this.#make(subject);
      if (!present) this.#present.set(subject, key);
      found.set(subject, key);
    }
    if (this.#made.size >= MOST_MADE) await this.keep();
    return found;
  }

  #make(subject: Uuid): SubjectKey {
    const made = { subject, keyId: FIRST_GENERATION, key: freshBytes(KEY_BYTES) };
    this.#made.set(subject, made);
    return made;
  }

  keep(): Promise<void> {
    if (this.#made.size > 0) {
      const keys = this.#made;
      this.#made = new Map();
      this.#handed.push(keys);
      this.#keeping = this.#keeping.then(() => this.#write(keys));
      // Whoever waits for it hears of a failure; it must not end the process before that.
      this.#keeping.catch(() => {});
    }
    return this.#keeping;
  }

  /** When it fails, all that was handed over waits again: what comes after it may be sealed under these keys. */
  async #write(keys: ReadonlyMap<Uuid, SubjectKey>): Promise<void> {
    try {
      if (keys.size < WORTH_A_THREAD) this.#file.add(keys.values());
      else {
        const packed = packKeys(keys);
        await (await this.#thread()).request({ kind: 'add', keys: packed }, [packed.bytes.buffer]);
      }
      this.#handed.shift();
    } catch (error) {
      this.#made = new Map([...this.#handed, this.#made].flatMap((map) => [...map]));
      this.#handed = [];
      this.#keeping = Promise.resolve();
      throw error;
    }
  }

  #thread(): Promise<KeyWriter> {
    const { path, master } = this.#file;
    const workerData: KeyWriterOptions = { path, master };
    this.#writer ??= WriterThread.start(import.meta.url, 'key-writer.worker', path, workerData);
    return this.#writer;
  }

  async find(subject: Uuid, keyId: string): Promise<SubjectKey | undefined> {
    const present = this.#present.get(subject);
    return present?.keyId === keyId ? present : this.#file.find(subject, keyId);
  }

  async rotate(subject: Uuid): Promise<SubjectKey> {
    await this.keep();
    if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    const keyId = String(this.#file.generation(subject) + 1);
    const key = { subject, keyId, key: freshBytes(KEY_BYTES) };
    this.#file.add([key]);
    this.#present.set(subject, key);
    return key;
  }

  async destroy(subject: Uuid, at: InstantText): Promise<void> {
    // From here on nothing new is made for them; what is on its way to the file must be there to be destroyed.
    this.#erased.add(subject);
    while (this.#handed.length > 0) await this.#keeping.catch(() => {});
    this.#present.delete(subject);
    this.#made.delete(subject);
    this.#file.destroy(subject, at);
  }

  async erased(subject: Uuid): Promise<boolean> {
    return this.#erased.has(subject);
  }

  async close(): Promise<void> {
    await this.#keeping.catch(() => {});
    const writer = await this.#writer;
    this.#writer = undefined;
    await writer?.close();
    this.#file.close();
  }
}
