import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LiveHost } from '../../live/live-host.ts';
import type { GlobalOptions } from '../context.ts';
import { print } from '../output.ts';
import { portIn } from '../port-in.ts';
import { progressBar } from '../progress.ts';
import { signalled } from '../signalled.ts';

interface StartOptions extends GlobalOptions {
  readonly once?: boolean;
  readonly host?: string;
  readonly port?: string;
  readonly olderCopy?: boolean;
}

const tell = (problem: string): void => {
  process.stderr.write(`${problem}\n`);
};

const ORIGIN: Readonly<Record<LiveHost['from'], (leftAt: string | null) => string>> = {
  sample: () => 'The folder was new: a sample portfolio was played through the last 60 days.',
  simulation: (leftAt) => `Business time goes on from ${leftAt}, where the simulation ended, to now.`,
  live: () => 'The folder goes on from where it was.',
};

/** What happened in the sample, and where to look; of a folder without the sample only where to look. */
const summary = async (
  { host, api, holdsSample, from }: LiveHost,
  { data, once: ends }: StartOptions,
): Promise<string> => {
  if (!holdsSample) return ends ? '' : `The mailbox of the sandbox, in a browser, once: ${api.browserLink}`;
  const [{ summarizeLog }, { renderSummary }] = await Promise.all([
    import('../../sample/summary.ts'),
    import('../../sample/render.ts'),
  ]);
  return renderSummary(await summarizeLog(host.folder.core), {
    urls: ends ? null : { api: api.url, mailbox: api.browserLink },
    justPlayed: from === 'sample',
    dossierCommand: (debtor) => `npx cauce dossier ${debtor} --data ${data} --out dossier.html`,
    explainCommand: (contact) => `npx cauce explain ${contact} --data ${data}`,
  });
};

/** Goes live; null where it was asked to stop before. */
const begin = async (options: StartOptions, signal: AbortSignal): Promise<LiveHost | null> => {
  const bar = progressBar('playing the sample portfolio');
  const place = {
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: portIn('--port', options.port) }),
  };
  const { startLive } = await import('../../live/live-host.ts');
  try {
    const onProgress = (share: number): void => bar.update(share, 1);
    return await startLive({
      dir: resolve(options.data),
      olderCopy: options.olderCopy ?? false,
      tell,
      onProgress,
      signal,
      place,
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    return null;
  } finally {
    bar.stop();
  }
};

const readyLine = async ({ api, from }: LiveHost, data: string) => {
  // Since the process began.
  const ms = Math.round(performance.now());
  const { adminKeyFile } = await import('../../principals/admin-key.ts');
  return { ready: true, api: api.url, from, keyFile: adminKeyFile(resolve(data)), ms };
};

const run = async (options: StartOptions): Promise<void> => {
  const signal = signalled();
  const live = await begin(options, signal);
  if (!live) return tell('Stopped before it was ready; the next start goes on from there.');
  try {
    await print(await readyLine(live, options.data), options.json, ({ api, keyFile }) =>
      [
        ORIGIN[live.from](live.leftAt),
        options.once
          ? `It ends after this, as --once says; the key of its admin is in ${keyFile}.`
          : `Ready at ${api}; the key of its admin is in ${keyFile}.`,
      ].join('\n'),
    );
    if (!options.json) await print(await summary(live, options), false, (text) => `\n${text}`);
    if (options.once) return;
    if (!options.json) tell('\nCtrl-C stops it.');
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await live.stop();
  }
  tell('Stopped; nothing is left under way.');
};

/** `start`: the whole platform in one process. */
export const startCommand = (program: Command): void => {
  program
    .command('start')
    .description('run all services and the API until Ctrl-C; a new folder plays a sample portfolio first')
    .option('--once', 'stop after the summary')
    .option(
      '--older-copy',
      'go on from an older copy of the folder, or without its ledger: what it lacks may be sent again',
    )
    .option('--host <address>', 'address that the API is served on (default: loopback)')
    .option('--port <n>', 'port of the API (default: 4180, or a free one)')
    .action(async (_options, command: Command) => {
      await run(command.optsWithGlobals<StartOptions>());
    });
};
