import { isProofOf, MasterKeyError, proofOf } from '../shared/master-key.ts';
import { isWrappedUnder, unwrap, wrap } from '../shared/wrapped-key.ts';
import type { MongoCollection } from './collection.ts';
import { MongoDatabase } from './database.ts';
import { PROOF, type StoredKeys, type StoredProof } from './key-vault.ts';
import type { MongoSettings } from './settings.ts';

const PAGE = 500;

export interface Rewrapping {
  /** The master key under which the keys are wrapped, and the one under which they are to be; 32 bytes each. */
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Told how many keys have been wrapped anew so far. */
  readonly onProgress?: (keys: number) => void;
}

/** Wraps the keys of one person anew that are not yet; how many these were. */
const rewrapOne = async (
  keys: MongoCollection<StoredKeys>,
  stored: StoredKeys,
  { from, to }: Rewrapping,
): Promise<number> => {
  let count = 0;
  const wrapped = stored.wrapped.map((box, index) => {
    const named = { subject: stored._id, keyId: String(index + 1) };
    if (isWrappedUnder(to, named, box)) return box;
    count += 1;
    return wrap(to, unwrap(from, named, box));
  });
  if (count === 0) return 0;
  if (await keys.update({ _id: stored._id, wrapped: stored.wrapped }, { $set: { wrapped } })) return count;
  // Rotated or destroyed at this moment.
  const now = await keys.findOne({ _id: stored._id });
  return now ? rewrapOne(keys, now, { from, to }) : 0;
};

const rewrapAll = async (keys: MongoCollection<StoredKeys>, rewrapping: Rewrapping): Promise<number> => {
  let count = 0;
  for (let after = '', page: StoredKeys[] = []; ; after = page.at(-1)?._id ?? after) {
    page = await keys.find({ _id: { $type: 'string', $gt: after } }, { sort: { _id: 1 }, limit: PAGE });
    for (const stored of page) count += await rewrapOne(keys, stored, rewrapping);
    rewrapping.onProgress?.(count);
    if (page.length < PAGE) return count;
  }
};

/**
 * Wraps every key in a database under another master key; how many they were. No program may run meanwhile: none
 * opens keys that are being wrapped anew, and one that runs already goes on under the old master key. What it adds, or
 * a death in between leaves, is wrapped by doing it again: do so until it says 0. Throws UnavailableError; and where
 * the keys are wrapped under neither master key.
 */
export const rewrapMongo = async (settings: MongoSettings, rewrapping: Rewrapping): Promise<number> => {
  const { from, to } = rewrapping;
  const database = new MongoDatabase(settings);
  try {
    const proofs = database.collection<StoredProof>('keys');
    const stored = await proofs.findOne({ _id: PROOF });
    if (!stored) throw new MasterKeyError(`there are no keys in the database "${settings.database}"`);
    if (![from, to].some((master) => isProofOf(master, stored.proof)))
      throw new MasterKeyError('the keys are wrapped under neither of the two master keys');
    await proofs.update({ _id: PROOF }, { $set: { rewrapping: true } });
    const count = await rewrapAll(database.collection<StoredKeys>('keys'), rewrapping);
    await proofs.update({ _id: PROOF }, { $set: { proof: proofOf(to) }, $unset: { rewrapping: true } });
    return count;
  } finally {
    await database.close();
  }
};
