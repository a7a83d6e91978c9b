import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a run is: the same plan in whichever folder. */
export interface CrashPlan {
  readonly debtors: number;
  readonly days: number;
  readonly seed: number;
  readonly until: string;
  /** Strategy that the sample is worked by. */
  readonly strategy: string;
}

/** When to kill: after a share of the play, or after the start, by so many milliseconds; or right after a send. */
export type Kill =
  | { readonly atShare: number; readonly afterMs: number }
  | { readonly afterStartMs: number }
  | { readonly afterSends: number };

export type RunEnd = 'finished' | 'killed';

/** The child is always the built program, also when this runs from source under a test. */
const ENTRY = fileURLToPath(new URL('../../dist/crash/run-sample.js', import.meta.url));

/** Runs the plan in a folder until it ends or is killed. Rejects when it fails by itself, with what it said. */
export const runChild = (dir: string, plan: CrashPlan, kill: Kill | null): Promise<RunEnd> => {
  const doom = kill && 'afterSends' in kill ? { dieAfterSends: kill.afterSends } : {};
  const args = Object.entries({ data: dir, ...plan, ...doom }).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(process.execPath, [ENTRY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let aimed = false;
  const shoot = (afterMs: number): void => {
    if (aimed) return;
    aimed = true;
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  };
  if (kill && 'afterStartMs' in kill) shoot(kill.afterStartMs);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const share = line.startsWith('played ') ? Number(line.slice('played '.length)) : -1;
    if (kill && 'atShare' in kill && share >= kill.atShare) shoot(kill.afterMs);
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed');
      else if (code === 0) resolve('finished');
      else reject(new Error(`the run ended with ${signal ?? `code ${code}`}:\n${said}`));
    });
  });
};
