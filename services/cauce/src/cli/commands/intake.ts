import { resolve } from 'node:path';
import type { ImportReport } from '@cauce/ingestion';
import type { Command } from 'commander';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { counted, print } from '../output.ts';
import { progressBar } from '../progress.ts';

/** Rejects shown to people; all of them are in the rejects file. */
const MOST_SHOWN = 20;

const rejectsIn = ({ rejects, rejected, rejectsFile }: ImportReport): string[] => [
  ...rejects
    .slice(0, MOST_SHOWN)
    .map(
      ({ line, column, value, reason }) => `  line ${line}, ${column || 'whole row'} "${value}": ${reason}`,
    ),
  ...(rejects.length > MOST_SHOWN ? [`  … ${rejected} rejected in all`] : []),
  ...(rejectsFile ? [`The rejected lines are in ${rejectsFile}: correct them and import that file.`] : []),
];

const wordsOf =
  (dryRun: boolean) =>
  (report: ImportReport): string => {
    const { rows, accepted, rejected, created, changed, unchanged, closed, events, notes } = report;
    const written = dryRun ? 'a dry run: nothing was written' : `${counted(events, 'event')} written`;
    return [
      `${counted(rows, 'row')}: ${accepted} accepted, ${rejected} rejected (${written})`,
      `debts: ${created} created, ${changed} changed, ${unchanged} unchanged, ${closed} closed`,
      ...notes.map((note) => `note: ${note}`),
      ...rejectsIn(report),
    ].join('\n');
  };

/** `import` and `recall`. */
export const intakeCommands = (program: Command): void => {
  program
    .command('import')
    .description('take in a file of debts, people or payments')
    .argument('<file>', '.csv or .xlsx; handed in to the system at --url, where it is on this machine')
    .requiredOption(
      '--mapping <name|file>',
      'how the columns are read: cauce, moonflow, ibm-ar, or a YAML file',
    )
    .option('--portfolio <code>', "portfolio of the rows, in place of the mapping's")
    .option('--dry-run', 'say what would change, write nothing')
    .option(
      '--yes',
      'agree to close more than a tenth of a portfolio, or to change its law, zone, collector or kind of debt',
    )
    .action(async (file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<
        GlobalOptions & { mapping: string; portfolio?: string; dryRun?: boolean; yes?: boolean }
      >();
      const { mappingFrom } = await import('@cauce/ingestion');
      const bar = progressBar('importing');
      const { mapping, portfolio, dryRun, yes } = options;
      try {
        const report = await ask(options, 'import', {
          file: resolve(file),
          mapping: mappingFrom(mapping),
          onProgress: bar.update,
          ...(portfolio ? { portfolio } : {}),
          ...(dryRun ? { dryRun } : {}),
          ...(yes ? { yes } : {}),
        });
        bar.stop();
        await print(report, options.json, wordsOf(dryRun ?? false));
      } finally {
        bar.stop();
      }
    });
  program
    .command('recall')
    .description('end placements: a debt, the debts of a file, or a portfolio')
    .argument('[debt]', 'id or obligation')
    .option('--file <file>', 'recall the debts of this file')
    .option('--mapping <name|file>', 'how the file is read', 'cauce')
    .option('--portfolio <code>', 'recall a whole portfolio, or the debts of --file in it')
    .option('--dry-run', 'say how many would be recalled, write nothing')
    .action(async (debt: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<
        GlobalOptions & {
          file?: string;
          mapping: string;
          portfolio?: string;
          dryRun?: boolean;
        }
      >();
      const { file, mapping, portfolio, dryRun } = options;
      const { mappingFrom } = await import('@cauce/ingestion');
      const report = await ask(options, 'recall', {
        ...(debt ? { debt } : {}),
        ...(file ? { file: resolve(file), mapping: mappingFrom(mapping) } : {}),
        ...(portfolio ? { portfolio } : {}),
        ...(dryRun ? { dryRun } : {}),
      });
      await print(
        report,
        options.json,
        ({ recalled, unchanged }) =>
          `${dryRun ? 'a dry run: nothing was written; ' : ''}${recalled} recalled, ${unchanged} ${unchanged === 1 ? 'was' : 'were'} not placed`,
      );
    });
  program
    .command('hold')
    .description('stop the work on a debt until the hold is lifted')
    .argument('<debt>', 'id or obligation')
    .requiredOption('--reason <text>', 'why')
    .action(async (debt: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { reason: string }>();
      const { reason } = options;
      await print(
        await ask(options, 'hold', { debt, reason }),
        options.json,
        ({ holdId }) => `held: ${holdId}`,
      );
    });
  program
    .command('lift')
    .description('lift every hold of a debt')
    .argument('<debt>', 'id or obligation')
    .action(async (debt: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(
        await ask(options, 'lift', { debt }),
        options.json,
        ({ lifted }) => `${counted(lifted, 'hold')} lifted`,
      );
    });
};
