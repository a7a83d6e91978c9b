import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/** What `start --json` says when it is ready. */
export interface Ready {
  readonly api: string;
  readonly from: string;
  readonly ms: number;
}

/** A live host in a process of its own. */
export interface LiveChild extends Ready {
  /** All that it said on its error output. */
  errors(): string;
  /** Sends a signal and gives the exit code, once it is over. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const whenOver = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
};

/** Starts the built command line live on a folder, and waits until it says that it is ready. */
export const startChild = async (dir: string): Promise<LiveChild> => {
  const child = spawn(process.execPath, [MAIN, 'start', '--data', dir, '--port', '0', '--json']);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  if (value === undefined) throw new Error(`it ended with ${await whenOver(child)}: ${errors}`);
  return {
    ...(JSON.parse(value) as Ready),
    errors: () => errors,
    stop: (signal) => {
      child.kill(signal);
      return whenOver(child);
    },
  };
};
