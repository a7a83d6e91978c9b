import { once } from 'node:events';
import type { Command } from 'commander';
import { signalled } from '../signalled.ts';

const run = async (): Promise<void> => {
  const signal = signalled();
  const { DevSystem } = await import('../../distributed/dev-system.ts');
  const system = await DevSystem.start((line) => process.stdout.write(`${line}\n`), signal);
  try {
    const { api, keyFile } = system;
    process.stdout.write(
      [
        '',
        `Ready: the API is at ${api}; the key of its admin is in ${keyFile}.`,
        `Try: npx cauce import FILE --mapping cauce --url ${api} --key $(cat ${keyFile})`,
        'Ctrl-C stops everything; nothing of it is kept.',
        '',
      ].join('\n'),
    );
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await system.stop();
  }
};

/** `dev`: the distributed profile on this machine. */
export const devCommand = (program: Command): void => {
  program
    .command('dev')
    .description('run every program of the distributed profile on this machine, with servers and sandboxes')
    .requiredOption('--distributed', 'the embedded profile runs by "cauce start"')
    .action(run);
};
