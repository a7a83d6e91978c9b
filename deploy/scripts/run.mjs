/** Runs programs on the workspace's Node 26. */
import { spawn, spawnSync } from 'node:child_process';
import module from 'node:module';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at, node, say } from './workspace.mjs';

const NODE_MAJOR = 26;
/** Where Node keeps what it compiled, for whoever starts next: half of a short command is the loading of modules. */
const COMPILED = process.env.NODE_COMPILE_CACHE || at('node_modules/.cache/cauce/compiled');

/** The environment in which `node`, `swc` and the like are those of the workspace. */
const env = () => ({
  ...process.env,
  PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_TUI: 'false',
  NODE_COMPILE_CACHE: COMPILED,
});

/** Jest as a program of Node: for modules, as the workspace is written in them. */
export const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  at('node_modules/jest/bin/jest.js'),
];

/** Runs a step in the workspace, silent unless it fails: then what it printed is shown and the process ends. */
export const step = (what, command, args) => {
  say(`cauce: ${what} …`);
  const done = spawnSync(command, args, { cwd: at(''), env: env(), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status === 0) return;
  say(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`.trimEnd());
  say(`cauce: ${what} failed`);
  process.exit(1);
};

/** Runs a program on Node 26 with this terminal and resolves with its exit code; signals reach it. */
export const run = (args, cwd = process.cwd()) =>
  new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd, env: env(), stdio: 'inherit' });
    // A terminal gives Ctrl-C to the child too: passing it on there would be a second one.
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    process.on('SIGHUP', () => child.kill('SIGHUP'));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });

/**
 * Flags of Node for long work that keeps little: its heaps stay near what lives in them, with 8 MB of young objects and
 * collections of the old ones when they have more than doubled. It would otherwise gather garbage in hundreds of MB,
 * and is no faster with more room. They count only from the start of a process.
 */
const LEAN_HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=150'];

/**
 * Ends as `file ARGS…` ends: in this process where it is Node 26 already, else in a child; always in one for an import,
 * which is long work that keeps little.
 */
export const become = async (file, args) => {
  const flags = args.includes('import') ? LEAN_HEAP : [];
  if (flags.length > 0 || Number.parseInt(process.versions.node, 10) < NODE_MAJOR)
    process.exit(await run([...flags, file, ...args]));
  module.enableCompileCache(COMPILED);
  process.argv.splice(1, process.argv.length, file, ...args);
  await import(pathToFileURL(file).href);
};
