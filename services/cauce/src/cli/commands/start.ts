import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LiveHost } from '../../live/live-host.ts';
import { UsageError } from '../../operations/usage-error.ts';
import { adminKeyFile } from '../../principals/admin-key.ts';
import type { GlobalOptions } from '../context.ts';
import { print } from '../output.ts';
import { progressBar } from '../progress.ts';

interface StartOptions extends GlobalOptions {
  readonly once?: boolean;
  readonly port?: string;
}

const portIn = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port must be a number from 0 to 65535, not "${text}"`);
};

const tell = (problem: string): void => {
  process.stderr.write(`${problem}\n`);
};

const ORIGIN: Readonly<Record<LiveHost['from'], (leftAt: string | null) => string>> = {
  sample: () => 'The folder was new: a sample portfolio was played through the last 60 days.',
  simulation: (leftAt) => `Business time goes on from ${leftAt}, where the simulation ended, to now.`,
  live: () => 'The folder goes on from where it was.',
};

/** The first SIGINT or SIGTERM asks for an orderly end; the second one ends the process. */
const signalled = (): Promise<void> =>
  new Promise((done) => {
    let asked = false;
    const on = (): void => {
      if (asked) process.exit(130);
      asked = true;
      done();
    };
    process.on('SIGINT', on);
    process.on('SIGTERM', on);
  });

/** What happened in the folder, and where to look. */
const summary = async ({ host, api }: LiveHost, data: string): Promise<string> => {
  const [{ summarizeLog }, { renderSummary }] = await Promise.all([
    import('../../sample/summary.ts'),
    import('../../sample/render.ts'),
  ]);
  return renderSummary(await summarizeLog(host.folder.core), {
    apiUrl: api.url,
    mailboxUrl: api.browserLink,
    dossierCommand: (debtor) => `npx cauce dossier ${debtor} --data ${data} --out dossier.html`,
  });
};

const run = async (options: StartOptions): Promise<void> => {
  const dir = resolve(options.data);
  const stopAsked = signalled();
  const bar = progressBar('playing the sample portfolio');
  const { startLive } = await import('../../live/live-host.ts');
  const port = options.port === undefined ? {} : { port: portIn(options.port) };
  const live = await startLive({ dir, tell, onProgress: (share) => bar.update(share, 1), ...port }).finally(
    bar.stop,
  );
  const ready = {
    ready: true,
    api: live.api.url,
    from: live.from,
    keyFile: adminKeyFile(dir),
    ms: Math.round(performance.now()),
  };
  try {
    await print(ready, options.json, ({ api, keyFile }) =>
      [ORIGIN[live.from](live.leftAt), `Ready at ${api}; the key of its admin is in ${keyFile}.`].join('\n'),
    );
    if (!options.json) await print(await summary(live, options.data), false, (text) => `\n${text}`);
    if (options.once) return;
    if (!options.json) tell('\nCtrl-C stops it.');
    await stopAsked;
  } finally {
    await live.stop();
  }
  if (!options.json) tell('Stopped; nothing is left under way.');
};

/** `start`: the whole platform in one process. */
export const startCommand = (program: Command): void => {
  program
    .command('start')
    .description('run all services and the API until Ctrl-C; a new folder plays a sample portfolio first')
    .option('--once', 'stop after the summary')
    .option('--port <n>', 'port of the API on loopback (default: 4180, or a free one)')
    .action(async (_options, command: Command) => {
      await run(command.optsWithGlobals<StartOptions>());
    });
};
