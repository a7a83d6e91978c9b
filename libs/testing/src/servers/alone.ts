import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandOf, pause } from './machine.ts';

const taken = (lock: string): boolean => {
  try {
    mkdirSync(dirname(lock), { recursive: true });
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** Whether the lock was left behind by a process that is gone. */
const abandoned = (lock: string): boolean => {
  try {
    const pid = readFileSync(lock, 'utf8');
    return pid !== '' && commandOf(Number(pid)) === '';
  } catch {
    return false;
  }
};

/** Does the work while no other process does work under this lock file; waits for one that does. */
export const alone = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
  while (!taken(lock)) {
    if (abandoned(lock)) rmSync(lock, { force: true });
    else await pause(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
};
