import type { Command } from 'commander';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { type Spoken, spoken } from '../language.ts';
import { print } from '../output.ts';
import { progressBar } from '../progress.ts';

/** `plan`. */
export const planCommand = (program: Command): void => {
  program
    .command('plan')
    .description('who will be contacted on a day, when and with which text; who not, and why')
    .option('--date <date>', 'YYYY-MM-DD, not over yet', 'today')
    .addOption(spoken())
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & Spoken & { date: string }>();
      const { planWords } = await import('../words/plan.ts');
      const bar = progressBar('planning');
      try {
        const plan = await ask(options, 'plan', { date: options.date, onProgress: bar.update });
        bar.stop();
        await print(plan, options.json, (told) => planWords(told, options.lang));
      } finally {
        bar.stop();
      }
    });
};
