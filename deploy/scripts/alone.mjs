/** One installation or build at a time, whatever is started beside it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { at } from './workspace.mjs';

const lock = at('.nx/cauce.lock');
const WAIT_MS = 200;

const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const taken = () => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
};

/** Whether the lock was left behind by a process that is gone. */
const abandoned = () => {
  try {
    return !alive(Number(readFileSync(lock, 'utf8')));
  } catch {
    return false;
  }
};

/** Does the work while no other process of this workspace does such work; waits for one that does. */
export const alone = (work) => {
  mkdirSync(at('.nx'), { recursive: true });
  while (!taken()) {
    if (abandoned()) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
};
