import { freshBytes, type InstantText, RecentMap, type Uuid } from '@cauce/kernel';
import { type KeyVault, SubjectErasedError, type SubjectKey } from '@cauce/ports';
import { KeyFile } from './key-file.ts';
import {
  FIRST_GENERATION,
  KEY_BYTES,
  type KeyAnswer,
  type KeyRequest,
  type KeyWriterOptions,
  packKeys,
} from './key-writer-protocol.ts';
import { KnownNames } from './known-names.ts';
import { WriterThread } from './writer-thread.ts';

type KeyWriter = WriterThread<KeyRequest, KeyAnswer>;

/** New keys that wait to be written together. */
const MOST_MADE = 5_000;
/** So many new keys are worth a thread that wraps and writes them while this one goes on. */
const WORTH_A_THREAD = 100;

/** The keys of one SQLite file. Nobody else may hold it. */
export class SqliteKeyVault implements KeyVault {
  readonly #file: KeyFile;
  readonly #present: RecentMap<SubjectKey>;
  /** Keys made and not yet in the file. */
  #made = new Map<Uuid, SubjectKey>();
  /** Keys on their way to the file. */
  #handed: ReadonlyMap<Uuid, SubjectKey>[] = [];
  readonly #erased: Set<Uuid>;
  readonly #subjects = new KnownNames(
    () => this.#file.size(),
    () => this.#everySubject(),
  );
  #writer: Promise<KeyWriter> | undefined;
  #keeping: Promise<void> = Promise.resolve();

  /**
   * `masterKey(isNew)` gives 32 bytes. `kept`: present keys that are kept unwrapped in memory, per generation (about
   * 300 bytes each). Throws when the file was wrapped under another master key.
   */
  constructor(path: string, masterKey: (isNew: boolean) => Uint8Array, kept: number) {
    this.#present = new RecentMap(kept);
    this.#file = new KeyFile(path, masterKey);
    this.#erased = new Set(this.#file.erased());
    // A process that died while destroying may have left old pages in the write-ahead log.
    this.#file.emptyWriteAheadLog();
  }

  async keys(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>> {
    for (const subject of subjects) if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    const found = new Map<Uuid, SubjectKey>();
    for (const subject of subjects) found.set(subject, this.#newest(subject) ?? this.#make(subject));
    if (this.#made.size >= MOST_MADE) await this.keep();
    return found;
  }

  #newest(subject: Uuid): SubjectKey | undefined {
    const present = this.#present.get(subject);
    if (present) return present;
    const key = this.#waiting(subject) ?? this.#subjects.look(subject, (one) => this.#file.last(one));
    if (key) this.#present.set(subject, key);
    return key;
  }

  /** A key that is not in the file yet. */
  #waiting(subject: Uuid): SubjectKey | undefined {
    return this.#made.get(subject) ?? this.#handed.find((keys) => keys.has(subject))?.get(subject);
  }

  *#everySubject(): Iterable<Uuid> {
    yield* this.#file.subjects();
    for (const keys of [...this.#handed, this.#made]) yield* keys.keys();
  }

  #make(subject: Uuid): SubjectKey {
    const made = { subject, keyId: FIRST_GENERATION, key: freshBytes(KEY_BYTES) };
    this.#made.set(subject, made);
    this.#present.set(subject, made);
    this.#subjects.add(subject);
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
    const newest = this.#newest(subject);
    return newest?.keyId === keyId ? newest : this.#file.find(subject, keyId);
  }

  async rotate(subject: Uuid): Promise<SubjectKey> {
    await this.keep();
    if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    const keyId = String(this.#file.generation(subject) + 1);
    const key = { subject, keyId, key: freshBytes(KEY_BYTES) };
    this.#file.add([key]);
    this.#subjects.add(subject);
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
