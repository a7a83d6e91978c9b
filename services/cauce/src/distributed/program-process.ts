import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

export interface ProcessOptions {
  /** What it is called here. */
  readonly name: string;
  /** The built program. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Told every line that it prints. */
  readonly onLine: (name: string, line: string) => void;
}

/** A program in a process of its own. */
export class ProgramProcess {
  readonly name: string;
  private readonly child: ChildProcess;
  private readonly lines: string[] = [];
  readonly exited: Promise<number | null>;

  constructor({ name, file, args = [], env, onLine }: ProcessOptions) {
    this.name = name;
    this.child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit').then(([code]) => code as number | null);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (this.lines.length < 100) this.lines.push(line);
        onLine(name, line);
      });
    }
  }

  /** The first thing that a line among its first says. Rejects when it ends before. */
  async says<T>(read: (line: string) => T | undefined): Promise<T> {
    for (;;) {
      for (const line of this.lines) {
        const found = read(line);
        if (found !== undefined) return found;
      }
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`${this.name} ended before it was there:\n${this.lines.join('\n')}`);
      await sleep(POLL_MS);
    }
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} was not started`);
    return this.child.pid;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Takes it away without a word, as a power cut would; resolves when it is gone. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  /** Asks it to end, and waits until it has; its exit code. */
  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    return this.exited;
  }
}
