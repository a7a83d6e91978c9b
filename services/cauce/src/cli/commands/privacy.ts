import type { Command } from 'commander';
import type { EraseReport } from '../../operations/privacy/erase.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { counted, print } from '../output.ts';

const words = ({ debtorId, status, because, approvals, purged }: EraseReport): string =>
  [
    status === 'erased'
      ? `${debtorId} is erased: the key is destroyed, what was done stays provable and shows [erased]`
      : `${debtorId} is not erased yet: another principal approves with its own key: cauce erase ${debtorId} --key KEY`,
    ...because.map((ground) => `  because ${ground}`),
    ...approvals.map(
      ({ principal, at }, index) => `  ${index === 0 ? 'asked for' : 'approved'} by ${principal} at ${at}`,
    ),
    ...(purged
      ? [
          `  purged: ${counted(purged.messages, 'message')}, ${counted(purged.rejectLines, 'line')} in ${counted(purged.rejectFiles, 'file')} of rejects, values of ${counted(purged.imports, 'import')}`,
        ]
      : []),
  ].join('\n');

/** `erase`. */
export const privacyCommands = (program: Command): void => {
  program
    .command('erase')
    .description("destroy a person's key and every copy of what it sealed; what was done stays provable")
    .argument('<debtor>', "id, document or the creditor's reference; of an advisor or supervisor the id")
    .option('--reason <text>', 'why; needed unless this approves what another principal asked for')
    .action(async (debtor: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { reason?: string }>();
      const { reason } = options;
      const report = await ask(options, 'erase', { debtor, ...(reason ? { reason } : {}) });
      await print(report, options.json, words);
    });
};
