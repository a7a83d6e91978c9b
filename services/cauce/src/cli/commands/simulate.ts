import type { Command } from 'commander';
import type { SimulateReport } from '../../simulate/simulate.ts';
import { print } from '../output.ts';
import type { SimulateOptions } from '../simulation.ts';

const words = (report: SimulateReport): string =>
  Object.entries(report)
    .map(([name, value]) => `${name.padEnd(10)} ${value}`)
    .join('\n');

/** `simulate`: a file through the whole line in business time. */
export const simulateCommand = (program: Command): void => {
  program
    .command('simulate')
    .description('play a file through the whole line in business time, in a folder of its own')
    .requiredOption('--import <file>', 'rows take effect on their own dates')
    .requiredOption('--mapping <name|file>', 'how the columns are read')
    .requiredOption('--from <date>', 'first day')
    .requiredOption('--to <date>', 'last day, included')
    .option('--strategy <name>', 'strategy to try', 'standard')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<SimulateOptions>();
      const { runSimulation } = await import('../simulation.ts');
      await print(await runSimulation(options), options.json, words);
    });
};
