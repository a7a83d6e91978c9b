import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandOf, isThere, pause } from './machine.ts';

const POLL_MS = 50;
const START_MS = 60_000;

/** A server in the background. It outlives this process; its pid file lets any later one find and end it. */
export class Program {
  readonly name: string;
  readonly #folder: string;
  readonly #args: readonly string[];

  /** @param args of `java`; they name a file of the folder, by which the process is told from any other */
  constructor(folder: string, name: string, args: readonly string[]) {
    this.#folder = folder;
    this.name = name;
    this.#args = args;
  }

  /** Starts the program and waits until it answers. @throws with the end of its log when it ends or takes too long */
  async start(answers: () => Promise<boolean>): Promise<void> {
    const log = openSync(this.#path('log'), 'a');
    const child = spawn('java', this.#args, { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.unref();
    if (child.pid !== undefined) writeFileSync(this.#path('pid'), String(child.pid));
    await this.#answering(child, answers);
  }

  async #answering(child: ChildProcess, answers: () => Promise<boolean>): Promise<void> {
    const state = { failed: false };
    child.once('error', () => {
      state.failed = true;
    });
    for (let waited = 0; !(await answers()); waited += POLL_MS) {
      if (state.failed || child.exitCode !== null || waited > START_MS) {
        throw new Error(
          `${this.name} did not start:\n${readFileSync(this.#path('log'), 'utf8').slice(-2_000)}`,
        );
      }
      await pause(POLL_MS);
    }
  }

  /** Sends a signal to the program, if it runs. */
  signal(signal: NodeJS.Signals): void {
    const pid = pidIn(this.#folder, this.name);
    if (pid !== null) process.kill(pid, signal);
  }

  /** Ends the program at once, as a power cut would. */
  kill(): Promise<void> {
    return endProgram(this.#folder, this.name);
  }

  #path(kind: 'log' | 'pid'): string {
    return join(this.#folder, `${this.name}.${kind}`);
  }
}

/** The process id of a running program of the folder, null where it does not run. */
export const pidIn = (folder: string, name: string): number | null => {
  const file = join(folder, `${name}.pid`);
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8'));
  // A number may have gone to another process since.
  return pid > 0 && commandOf(pid).includes(folder) ? pid : null;
};

/** Names of the programs of a folder that were started there, whether they still run or not. */
export const programsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.pid'))
        .map((file) => basename(file, '.pid'))
        .sort()
    : [];

/** Kills a program of the folder, if it runs, and resolves when it is gone. */
export const endProgram = async (folder: string, name: string): Promise<void> => {
  const pid = pidIn(folder, name);
  if (pid !== null) {
    process.kill(pid, 'SIGKILL');
    while (isThere(pid)) await pause(POLL_MS);
  }
  rmSync(join(folder, `${name}.pid`), { force: true });
};
