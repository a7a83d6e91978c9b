import type { Command } from 'commander';
import type { Plan } from '../../operations/plan.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';
import { progressBar } from '../progress.ts';

const words = ({ date, contacts, totals }: Plan): string => {
  const { notContacted, debts, allow, defer, block } = totals;
  const reasons = Object.entries(notContacted).map(
    ([reason, count]) => `${count} ${reason.replaceAll('_', ' ')}`,
  );
  return [
    `${date}: ${allow} contacts will be made, ${defer} put off, ${block} refused`,
    ...(contacts.length > 0
      ? [
          table(
            ['at', 'decision', 'debtor', 'creditor', 'items', 'subject'],
            contacts.map(({ at, decision, debtor, creditor, items, subject, notBefore }) => [
              at,
              notBefore ? `${decision} until ${notBefore}` : decision,
              debtor,
              creditor,
              items.map(({ debt, step }) => `${debt} ${step}`).join(', '),
              subject ?? '',
            ]),
          ),
        ]
      : []),
    `of ${debts} debts, not contacted: ${reasons.join(', ') || 'none'}`,
  ].join('\n');
};

/** `plan`. */
export const planCommand = (program: Command): void => {
  program
    .command('plan')
    .description('who will be contacted on a day, when and with which text; who not, and why')
    .option('--date <date>', 'YYYY-MM-DD, not over yet', 'today')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { date: string }>();
      const bar = progressBar('planning');
      try {
        const plan = await ask(options, 'plan', { date: options.date, onProgress: bar.update });
        bar.stop();
        await print(plan, options.json, words);
      } finally {
        bar.stop();
      }
    });
};
