import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { instantText } from '@cauce/kernel';
import type { Command } from 'commander';
import { UsageError } from '../../host/usage-error.ts';
import type { GlobalOptions } from '../context.ts';
import { print } from '../output.ts';

interface SampleOptions extends GlobalOptions {
  readonly out: string;
  readonly debtors: string;
  readonly days: string;
  readonly seed: string;
}

const countOption = (name: string, text: string, most: number): number => {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new UsageError(`--${name} must be a whole number from 1 to ${most}, not "${text}"`);
};

const run = async (options: SampleOptions) => {
  const [{ SystemClock }, { generateSample }, { paymentsPath, writeSampleCsv }] = await Promise.all([
    import('@cauce/runtime'),
    import('../../sample/generate.ts'),
    import('../../sample/csv.ts'),
  ]);
  const path = resolve(options.out);
  for (const file of [path, paymentsPath(path)]) {
    if (existsSync(file)) throw new UsageError(`${file} is there already: name another file`);
  }
  const sample = generateSample({
    seed: countOption('seed', options.seed, 1_000_000_000),
    today: instantText(new SystemClock().now()).slice(0, 10),
    debtors: countOption('debtors', options.debtors, 200_000),
    days: countOption('days', options.days, 3_650),
  });
  const [debtsFile = '', paymentsFile = ''] = await writeSampleCsv(path, sample);
  const { debts, payments } = sample;
  return { debts: debts.length, payments: payments.length, debtsFile, paymentsFile };
};

/** `sample`: an invented portfolio as files for the mapping `cauce`. */
export const sampleCommand = (program: Command): void => {
  program
    .command('sample')
    .description('write an invented portfolio as files to try an import with')
    .requiredOption('--out <file>', 'the debts; their payments go beside it, as FILE-pagos.csv')
    .option('--debtors <n>', 'how many debtors', '2000')
    .option('--days <n>', 'how many days it goes back', '60')
    .option('--seed <n>', 'the same seed and day give the same files', '1')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<SampleOptions>();
      await print(await run(options), options.json, ({ debts, payments, debtsFile, paymentsFile }) =>
        [
          `${debts} debts in ${debtsFile}, ${payments} payments in ${paymentsFile}.`,
          `Next: npx cauce import ${debtsFile} --mapping cauce`,
        ].join('\n'),
      );
    });
};
