import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

export const LOOPBACK = '127.0.0.1';

/** Whether a program of this name is on the path. */
const installed = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Whether servers can be fetched and started here. */
export const hasJava = (): boolean => ['java', 'mvn'].every(installed);

/** Whether tools written in Go can be fetched and built here. */
export const hasGo = (): boolean => installed('go');

/** Ports of the loopback interface that nobody listens on, all different. */
export const freePorts = async (count: number): Promise<number[]> => {
  const probes = await Promise.all(
    Array.from({ length: count }, async () => {
      const probe = createServer();
      await new Promise<void>((resolve, reject) => {
        probe.once('error', reject).listen(0, LOOPBACK, resolve);
      });
      return probe;
    }),
  );
  return Promise.all(
    probes.map(async (probe) => {
      const address = probe.address();
      await new Promise((resolve) => probe.close(resolve));
      if (address === null || typeof address === 'string') throw new Error('no port');
      return address.port;
    }),
  );
};

const psField = (field: string, pid: number): string =>
  spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

/** The command line of a running process, empty where there is none. */
export const commandOf = (pid: number): string => psField('command', pid);

/**
 * Whether a process still holds anything. One that was killed loses its command line first, then its threads one by
 * one, its ports with the last; what is left waits for its parent to take note (a zombie without threads).
 */
export const isThere = (pid: number): boolean => {
  const state = psField('stat', pid);
  return state !== '' && (!state.startsWith('Z') || state.includes('l'));
};

/** Runs a short program to its end. @throws with what it said when it fails. */
export const runTool = (program: string, args: readonly string[]): string => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${program} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
};

/** Resolves after so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
