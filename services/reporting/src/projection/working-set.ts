import type { Document, ModelHandle } from '@cauce/ports';
import { everyDocument } from './pages.ts';

/** Entries kept per generation of documents lately written. */
const KEPT_ENTRIES = 20_000;

/** What a document takes in memory grows with its lists: some hundred bytes an entry. */
const entriesIn = ({ body }: Document): number => {
  let entries = 1;
  for (const value of Object.values(body)) if (Array.isArray(value)) entries += value.length;
  return entries;
};

/**
 * Documents of a copy in memory: those not written yet, and those written lately in two generations, of which the
 * older is let go of whole. Nobody else writes to the copy, so what is kept stays true.
 */
export class WorkingSet {
  private readonly handle: ModelHandle;
  private readonly unwritten = new Map<string, Document>();
  private entries = 0;
  private young = new Map<string, Document>();
  private old: ReadonlyMap<string, Document> = new Map();
  private youngEntries = 0;

  constructor(handle: ModelHandle) {
    this.handle = handle;
  }

  /** Entries of the documents not written yet, and one for each of these. */
  get unwrittenEntries(): number {
    return this.entries;
  }

  /** The documents of some ids, by id; one that the copy does not hold is left out. */
  async load(ids: Iterable<string>): Promise<Map<string, Document>> {
    const found = new Map<string, Document>();
    const missing: string[] = [];
    for (const id of ids) {
      const document = this.unwritten.get(id) ?? this.young.get(id) ?? this.old.get(id);
      if (document) found.set(id, document);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    for (const [id, document] of await this.handle.getMany(missing)) found.set(id, document);
    return found;
  }

  /** Ids of the documents under keys of an index that begin so, written or not. */
  async idsUnder(index: string, prefix: string): Promise<readonly string[]> {
    const ids = new Set<string>();
    for await (const { id } of everyDocument(this.handle, index, { prefix })) ids.add(id);
    for (const { id, keys } of this.unwritten.values()) if (keys[index]?.startsWith(prefix)) ids.add(id);
    return [...ids];
  }

  /** Takes a new version of a document, to be written. */
  put(document: Document): void {
    const before = this.unwritten.get(document.id);
    this.entries += entriesIn(document) - (before ? entriesIn(before) : 0);
    this.unwritten.set(document.id, document);
  }

  /** Writes what is not written yet, and how far the log was followed; what cannot be written stays for the next time. */
  async write(checkpoint: string): Promise<void> {
    await this.handle.write([...this.unwritten.values()], checkpoint);
    for (const document of this.unwritten.values()) this.keep(document);
    this.unwritten.clear();
    this.entries = 0;
  }

  /** Forgets what was written: another copy stands in its place. */
  forget(): void {
    this.young = new Map();
    this.old = new Map();
    this.youngEntries = 0;
  }

  private keep(document: Document): void {
    this.young.set(document.id, document);
    this.youngEntries += entriesIn(document);
    if (this.youngEntries < KEPT_ENTRIES) return;
    this.old = this.young;
    this.young = new Map();
    this.youngEntries = 0;
  }
}
