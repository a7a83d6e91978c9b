/** Installs and builds what is missing or out of date, and does nothing twice. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alone } from './alone.mjs';
import { step } from './run.mjs';
import { at, modules, node } from './workspace.mjs';

const installedStamp = join(modules, '.cache/cauce/installed');
const builtStamp = join(modules, '.cache/cauce/built');

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const digest = (text) => createHash('sha256').update(text).digest('hex');

/** Whether npm itself installed this lock file since it was last written. */
const installedByHand = () => {
  const installed = join(modules, '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(at('package-lock.json')).mtimeMs - 1000
  );
};

const wantedInstall = () => digest(readFileSync(at('package-lock.json')));
const isInstalled = () => existsSync(node) && read(installedStamp) === wantedInstall();

const install = () => {
  if (isInstalled()) return;
  if (!existsSync(node) || !installedByHand()) {
    const npm = process.env.npm_execpath;
    // Not `npm ci`: it refuses a lock file written where a registry lacks the builds for other platforms.
    const args = ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'];
    step(
      'installing packages',
      ...(npm?.endsWith('npm-cli.js') ? [process.execPath, [npm, ...args]] : ['npm', args]),
    );
  }
  write(installedStamp, wantedInstall());
};

/** Installs the packages of the lock file, if that is not what is installed. */
export const ensureInstalled = () => {
  if (!isInstalled()) alone(install);
};

const packages = () =>
  ['libs', 'services'].flatMap((group) => readdirSync(at(group)).map((name) => at(`${group}/${name}`)));

/** Path, size and time of change of every file that a build reads. */
const sources = () => {
  const files = packages().flatMap((folder) => [
    join(folder, 'package.json'),
    ...readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  ]);
  const described = [...files, at('.swcrc'), at('package-lock.json')].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return digest(described.sort().join('\n'));
};

const isBuilt = () =>
  packages().every((folder) => existsSync(join(folder, 'dist'))) && read(builtStamp) === sources();

const build = () => {
  if (isBuilt()) return;
  const wanted = sources();
  step('building', node, [
    at('node_modules/nx/dist/bin/nx.js'),
    'run-many',
    '-t',
    'build',
    '--outputStyle=static',
  ]);
  write(builtStamp, wanted);
};

/** Installs, then builds every package whose sources changed since the last build. */
export const ensureBuilt = () => {
  ensureInstalled();
  if (!isBuilt()) alone(build);
};
