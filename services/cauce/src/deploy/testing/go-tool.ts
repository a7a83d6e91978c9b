import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { inDeploy } from './in-deploy.ts';

const go = (args: readonly string[], cwd: string, input = ''): string => {
  const { status, stdout, stderr, error } = spawnSync('go', args, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  throw new Error(`go ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
};

/** Runs a tool of `deploy/tools/go.mod`, which is fetched and built the first time. Throws what it says where it fails. */
export const goTool = (name: string, args: readonly string[], input?: string): string =>
  go(['tool', name, ...args], inDeploy('tools'), input);

/** The folder of a Go module, given as MODULE@VERSION, for the files in it; fetched the first time. */
export const goModule = (module: string): string => {
  const { Dir } = JSON.parse(go(['mod', 'download', '-json', module], tmpdir())) as { Dir: string };
  return Dir;
};
