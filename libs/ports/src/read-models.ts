import type { Json } from '@cauce/kernel';

/** A read model: documents shaped for the questions asked of them. */
export interface ModelDefinition {
  readonly name: string;
  /** Adds one when the shape changes; a model of an older version is rebuilt. */
  readonly version: number;
  /** Names of the indexes beside that of the ids; each document carries its key texts for them. */
  readonly indexes: readonly string[];
}

export interface Document {
  readonly id: string;
  readonly body: { readonly [key: string]: Json };
  /** Key texts by index; an index without a key for the document does not list it, a key without an index is dropped. */
  readonly keys: { readonly [index: string]: string };
  /** Position in the log of the last event that shaped it: a write with an older one is dropped. */
  readonly guard: string;
}

export interface ListOptions {
  /** Only keys that begin with this text. */
  readonly prefix?: string;
  /** Keys from this one on … */
  readonly from?: string;
  /** … and before this one. */
  readonly before?: string;
  /** Cursor of the page before. */
  readonly after?: string | null;
  readonly backwards?: boolean;
  readonly limit: number;
}

export interface DocumentPage {
  readonly documents: readonly Document[];
  /** Cursor of the next page, null at the end. */
  readonly next: string | null;
}

/** One copy of a model: the live one, or one being built beside it. */
export interface ModelHandle {
  get(id: string): Promise<Document | undefined>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Document>>;
  /** Documents by an index in key order, by code point (equal keys: by id); null: all of them, by id. */
  list(index: string | null, options: ListOptions): Promise<DocumentPage>;
  /**
   * Writes documents and then how far the log was followed: a checkpoint never leads the documents, but they may lead
   * it when a write broke off. Guarded: a document whose stored guard is newer or equal stays as it is, and the
   * checkpoint never goes back; so writing twice, late, or from two processes at once, changes nothing.
   */
  write(documents: readonly Document[], checkpoint: string): Promise<void>;
  /** How far the log was followed, null when never. */
  checkpoint(): Promise<string | null>;
}

/** Disposable documents made from the log. */
export interface ReadModels {
  /** The live copy; empty when it is new or was of another version. */
  open(model: ModelDefinition): Promise<ModelHandle>;
  /** A fresh empty copy beside the live one; a copy left over from before is dropped. */
  shadow(model: ModelDefinition): Promise<ModelHandle>;
  /** Puts the shadow in the place of the live copy, at once; handles from `open` then see it. */
  swap(model: ModelDefinition): Promise<void>;
  close(): Promise<void>;
}
