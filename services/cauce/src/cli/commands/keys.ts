import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { counted, print } from '../output.ts';

/** `keys rewrap`. */
export const keysCommands = (program: Command): void => {
  program
    .command('keys')
    .description('the keys that seal what is personal')
    .command('rewrap')
    .description(
      'wrap the keys of persons under another master key: of the folder of data under a fresh one; with --to, of the distributed profile that the environment names (stop its programs first)',
    )
    .option('--to <file>', '64 hexadecimal digits: the new master key in place of CAUCE_MASTER_KEY')
    .action(async (_options, command: Command) => {
      const { data, json, to } = command.optsWithGlobals<GlobalOptions & { to?: string }>();
      if (to === undefined) {
        const { rewrapFolder } = await import('@cauce/adapters/sqlite');
        const keys = rewrapFolder(data);
        await print({ keys }, json, () => `${counted(keys, 'key')} wrapped anew, under a fresh master key`);
        return;
      }
      const { rewrapKeysIn } = await import('@cauce/runtime/distributed');
      const keys = await rewrapKeysIn(process.env, to, (done) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${counted(done, 'key')} wrapped anew`);
      });
      await print(
        { keys },
        json,
        () => `${counted(keys, 'key')} wrapped anew: start the programs with the master key in ${to}`,
      );
    });
};
