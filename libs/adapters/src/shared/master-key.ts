import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openBox, sealBox } from '@cauce/kernel';

const KEY_BYTES = 32;

/** The key that wraps all keys is not there, or not the one that it should be. */
export class MasterKeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MasterKeyError';
  }
}

/** What is sealed to tell master keys apart. */
const CHECK = 'cauce';

/** Tells by which master key keys are wrapped, without telling it. */
export const proofOf = (master: Uint8Array): string => sealBox(master, CHECK, CHECK);

/** Whether a proof is that of a master key. */
export const isProofOf = (master: Uint8Array, proof: string): boolean => {
  try {
    openBox(master, CHECK, proof);
    return true;
  } catch {
    return false;
  }
};

/** The key that wraps all keys, from 64 hexadecimal digits. Throws when `from`, the place they stand, holds something else. */
export const masterKeyOf = (digits: string, from: string): Uint8Array => {
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new MasterKeyError(`${from} does not hold 64 hexadecimal digits`);
  return Buffer.from(digits, 'hex');
};

/** Writes a master key to a file that is not there yet and only its owner may read, on the disk with its folder. */
export const writeMasterKey = (file: string, master: Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, `${Buffer.from(master).toString('hex')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/**
 * The key that wraps all keys, from a file of 64 hexadecimal digits that only its owner may read; made when
 * `mayMake` and there is none. Throws when the file is missing or holds something else.
 */
export const masterKeyFrom = (file: string, mayMake: boolean): Uint8Array => {
  if (!existsSync(file)) {
    if (!mayMake)
      throw new MasterKeyError(
        `the key file ${file} is missing: put it back, without it nothing sealed opens`,
      );
    writeMasterKey(file, randomBytes(KEY_BYTES));
  }
  return masterKeyOf(readFileSync(file, 'utf8').trim(), `the key file ${file}`);
};
