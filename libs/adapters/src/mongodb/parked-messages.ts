import type { ParkedMessage, ParkedMessages } from '@cauce/ports';
import type { IndexDescription } from 'mongodb';
import type { MongoCollection } from './collection.ts';
import type { MongoDatabase } from './database.ts';

interface StoredMessage extends ParkedMessage {
  readonly _id: string;
  readonly [field: string]: unknown;
}

const INDEXES: readonly IndexDescription[] = [{ name: 'by position', key: { group: 1, position: 1 } }];

const idOf = (group: string, position: string): string => JSON.stringify([group, position]);

export class MongoParkedMessages implements ParkedMessages {
  readonly #parked: MongoCollection<StoredMessage>;

  private constructor(parked: MongoCollection<StoredMessage>) {
    this.#parked = parked;
  }

  static async open(database: MongoDatabase): Promise<MongoParkedMessages> {
    const parked = database.collection<StoredMessage>('parked');
    await parked.declare(INDEXES);
    return new MongoParkedMessages(parked);
  }

  async all(): Promise<readonly ParkedMessage[]> {
    const found = await this.#parked.find({}, { sort: { group: 1, position: 1 } });
    return found.map(({ group, key, stream, revision, position, eventId, eventType, reason }) => {
      return { group, key, stream, revision, position, eventId, eventType, reason };
    });
  }

  async put({ reason, ...message }: ParkedMessage): Promise<void> {
    const { group, position } = message;
    const change = { $set: { reason }, $setOnInsert: message };
    await this.#parked.update({ _id: idOf(group, position) }, change, true);
  }

  async remove(group: string, position: string): Promise<void> {
    await this.#parked.delete({ _id: idOf(group, position) });
  }
}
