import { UnavailableError } from '@cauce/ports';
import {
  type Db,
  MongoClient,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoServerSelectionError,
} from 'mongodb';
import { MongoCollection, type Stored } from './collection.ts';
import { clientOptions, type MongoSettings } from './settings.ts';

/**
 * What a server answers that is going down, or is not the primary now: ShutdownInProgress, PrimarySteppedDown,
 * NotWritablePrimary, InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk and
 * NotPrimaryOrSecondary. Servers since 4.4 label it only for a write that the driver may repeat.
 */
const HANDING_OVER = new Set<unknown>([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** Whether nobody answered, or one that is handing over: the same call may succeed later. */
const isAway = (error: unknown): error is MongoError =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoError &&
    (HANDING_OVER.has(error.code) ||
      error.hasErrorLabel(MongoErrorLabel.RetryableWriteError) ||
      // A bulk write wraps what went wrong below it.
      isAway(Object(error).errorResponse)));

/** A database of a server. It is connected to at the first call, and again whenever the server was away. */
export class MongoDatabase {
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #name: string;

  /** Throws when the settings make no sense. */
  constructor(settings: MongoSettings) {
    this.#client = new MongoClient(settings.url, clientOptions(settings));
    this.#db = this.#client.db(settings.database);
    this.#name = `MongoDB at ${this.#client.options.srvHost ?? this.#client.options.hosts.join(',')}`;
  }

  collection<T extends Stored>(name: string): MongoCollection<T> {
    return new MongoCollection<T>(this.#db.collection<Stored>(name), (work) => this.#call(work));
  }

  /** Names of the collections there are. */
  async names(): Promise<readonly string[]> {
    const found = await this.#call(() => this.#db.listCollections({}, { nameOnly: true }).toArray());
    return found.map(({ name }) => name);
  }

  /** Puts a collection with its indexes in the place of another, at once. Throws when there is none of that name. */
  async replace(name: string, by: string): Promise<void> {
    await this.#call(() => this.#db.renameCollection(by, name, { dropTarget: true }));
  }

  async drop(name: string): Promise<void> {
    await this.#call(() => this.#db.dropCollection(name));
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #call<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      throw isAway(error) ? new UnavailableError(this.#name, error) : error;
    }
  }
}
