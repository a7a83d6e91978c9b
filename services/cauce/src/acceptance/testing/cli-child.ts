import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line as a user does, in a process of its own. */
export const runCauce = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
};

/** The JSON that a command prints on its last line. */
export const lastJson = <T>({ out }: CliResult): T => JSON.parse(out.trim().split('\n').at(-1) ?? '') as T;

/** The JSON of every line. */
export const jsonLines = <T>({ out }: CliResult): T[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
