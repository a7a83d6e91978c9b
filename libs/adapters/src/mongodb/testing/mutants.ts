import type { Filter, FindOptions, UpdateFilter } from 'mongodb';
import type { GuardedWrite, MongoCollection, Stored } from '../collection.ts';
import type { MongoDatabase } from '../database.ts';
import type { contracts, View } from './contracts.ts';

type Match = Filter<Stored>;
type Change = UpdateFilter<Stored>;
type Sort = Readonly<Record<string, 1 | -1>>;

/** What a thing does, but for some calls. */
const faulty = <T extends object>(sound: T, faults: Partial<T>): T =>
  new Proxy(sound, {
    get: (_, name) => {
      const call = Reflect.get(name in faults ? faults : sound, name);
      return typeof call === 'function' ? call.bind(sound) : call;
    },
  });

const database =
  (faults: (sound: MongoDatabase) => Partial<MongoDatabase>): View =>
  (sound) =>
    faulty(sound, faults(sound));

const collection = (faults: (sound: MongoCollection) => Partial<MongoCollection<never>>): View =>
  database((sound) => ({
    collection: (name) => faulty(sound.collection(name), faults(sound.collection(name))),
  }));

const writes = (change: (writes: readonly GuardedWrite[]) => readonly GuardedWrite[]): View =>
  collection((sound) => ({ upsertGuarded: (given) => sound.upsertGuarded(change(given)) }));

const older = (change: (older: Match, document: Stored) => Match): View =>
  writes((given) => given.map((one) => ({ ...one, older: change(one.older, one.document) })));

const updates = (change: (filter: Match, change: Change) => [Match, Change]): View =>
  collection((sound) => ({
    update: (filter, given, upsert) => sound.update(...change(filter, given), upsert),
  }));

const deletes = (change: (filter: Match) => Match): View =>
  collection((sound) => ({ delete: (filter) => sound.delete(change(filter)) }));

const finds = (change: (filter: Match, options: FindOptions) => [Match, FindOptions]): View =>
  collection((sound) => ({
    find: async (filter, options = {}) => (await sound.find(...change(filter, options))) as never[],
  }));

const filters = (from: RegExp, to: string): View =>
  finds((filter, options) => [JSON.parse(JSON.stringify(filter).replace(from, to)), options]);

const sorts = (change: (sort: Sort) => Sort): View =>
  finds((filter, options) => [filter, { ...options, sort: change((options.sort ?? {}) as Sort) }]);

const without = <T extends object>(from: T, ...names: string[]): T =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name))) as T;

const backwards = sorts((sort) =>
  Object.fromEntries(Object.entries(sort).map(([name, way]) => [name, way === 1 ? -1 : 1])),
);
const loseLast = writes((given) => (given.length > 1 ? given.slice(0, -1) : given));
const loseAfterBatch = writes((given) => given.slice(0, 500));
const overwrite = collection((sound) => ({
  insert: ({ _id, ...fields }: Stored) => sound.update({ _id }, { $set: fields }, true),
}));

/** Faults by port, each of which the port's contract suite must notice. */
export const MUTANTS: { readonly [P in keyof typeof contracts]: { readonly [name: string]: View } } = {
  Checkpoints: {
    'ignores the value expected': updates(({ _id }, change) => [{ _id }, change]),
    'overwrites where none is expected': overwrite,
    'says that it moved when it did not': collection((sound) => ({
      update: (filter, change) => sound.update(filter, change).then(() => true),
    })),
    'forgets the first value': collection(() => ({ insert: async () => true })),
  },
  DueIndex: {
    'ignores the revision': older(() => ({})),
    'takes an equal revision for an older one': older((_, { revision }) => ({ revision: { $lt: revision } })),
    'loses the last of a batch': loseLast,
    'loses what comes after five hundred': loseAfterBatch,
    'removes what is newer': deletes((filter) => without(filter, 'revision')),
    'clears every owner': deletes((filter) => ('owner' in filter ? {} : filter)),
    'gives the latest first': backwards,
    'gives entries of one instant in any order': sorts((sort) => without(sort, 'id')),
    'ignores the limit': finds((filter, options) => [filter, without(options, 'limit')]),
    'gives what is not due': finds((filter, options) => [without(filter, 'dueAt'), options]),
    'gives what is of others': finds((filter, options) => [without(filter, 'owner'), options]),
  },
  ParkedMessages: {
    'keeps the reason of before': updates((filter, { $set, $setOnInsert }) => [
      filter,
      { $setOnInsert: { ...$setOnInsert, ...$set } },
    ]),
    'gives the latest first': backwards,
    'forgets what is of others too': deletes(() => ({})),
    'forgets nothing': collection(() => ({ delete: async () => {} })),
  },
  ReadModels: {
    'ignores the guard': older(() => ({})),
    'takes an equal guard for an older one': older((_, { guard }) => ({ guard: { $lte: guard } })),
    'loses the last of a batch': loseLast,
    'loses what comes after five hundred': loseAfterBatch,
    'moves the checkpoint backwards': updates((filter, { $max }) => [filter, { $set: { ...$max } }]),
    'forgets the checkpoint': collection(() => ({ update: async () => true })),
    'lists backwards': backwards,
    'lists equal keys in any order': sorts((sort) => without(sort, '_id')),
    'ignores where a list ends': filters(/\{"key\d+":\{"\$lt":"[^"]*"\}\}/g, '{}'),
    'ignores where a list begins': filters(/\{"key\d+":\{"\$gte":"[^"]*"\}\}/g, '{}'),
    'lists the last of a page again': filters(/"\$(gt|lt)":/g, '"$$$1e":'),
    'leaves out what has the key of the last of a page': filters(/,\{"_id":\{"\$[gl]t":"[^"]*"\}\}/g, ''),
    'loses the last of those asked for': collection((sound) => ({
      byId: async (ids) => (await sound.byId(ids)).slice(0, -1) as never[],
    })),
    'takes a copy that was left over for a fresh one': database(() => ({ drop: async () => {} })),
    'puts nothing in place': database(() => ({ replace: async () => {} })),
    'mixes models': database((sound) => ({
      collection: (name) => sound.collection(name.replace(/^model.[^/]*(\/other)?/, 'model')),
    })),
  },
  KeyVault: {
    'keeps the keys of who was destroyed': updates((filter, change) => [
      filter,
      change.$min ? { $min: change.$min } : change,
    ]),
    'forgets who was destroyed': updates((filter, change) => [filter, without(change, '$min')]),
    'takes its own key where another maker was first': collection((sound) => {
      const made = new Map<unknown, Stored>();
      return {
        insertMissing: async (own: readonly Stored[]) => {
          for (const one of own) made.set(one._id, one);
          await sound.insertMissing(own);
        },
        byId: async (ids) =>
          (await sound.byId(ids)).map((stored) => made.get(stored._id) ?? stored) as never[],
      };
    }),
    'makes no key for the last': collection((sound) => ({
      insertMissing: (made: readonly Stored[]) =>
        sound.insertMissing(made.length > 1 ? made.slice(0, -1) : made),
    })),
    'rotates though another did meanwhile': updates(({ _id }, change) => [{ _id }, change]),
    'gives up the generations before': updates((filter, { $set, ...change }) => [
      filter,
      { ...change, $set: { wrapped: Object.values($set ?? {}).flat() } },
    ]),
  },
  Leases: {
    'takes a lease that is held': collection((sound) => ({
      findOne: async (filter) => {
        const lease = await sound.findOne(filter);
        return (lease && { ...lease, owner: null }) as never;
      },
    })),
    'takes and gives back whatever changed meanwhile': updates(({ _id }, change) => [{ _id }, change]),
    'lets anybody give it back': updates((filter, change) => [
      'renewals' in filter ? filter : { _id: filter._id },
      change,
    ]),
    'takes a new one though another did': overwrite,
    'does not note renewals': updates((filter, { $set }) => [
      filter,
      { $set: without($set ?? {}, 'renewals') },
    ]),
    'gives the fence of before': updates((filter, { $set }) => [
      filter,
      { $set: without($set ?? {}, 'fence') },
    ]),
    'does not give it back': collection((sound) => ({
      update: async (filter, change) => !('renewals' in filter) || sound.update(filter, change),
    })),
  },
};
