import type { Command } from 'commander';
import type { RankedCreditor } from '../../operations/creditors.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';

const words = ({ creditors }: { creditors: readonly RankedCreditor[] }): string =>
  table(
    ['priority', 'creditor', 'id'],
    creditors.map(({ creditorId, creditor, priority }) => [priority ?? '-', creditor, creditorId]),
  );

/** `creditors list` and `creditors priority`. */
export const creditorCommands = (program: Command): void => {
  const parent = program
    .command('creditors')
    .description('whose debts are worked, and who goes first where contacts of one person compete');
  parent
    .command('list')
    .description("every creditor, in the agency's priority")
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'creditors', {}), options.json, words);
    });
  parent
    .command('priority')
    .description('set the priority, the first creditor first; without any, nobody has one')
    .argument('[creditors...]', 'names or ids')
    .action(async (creditors: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'prioritise', { creditors }), options.json, words);
    });
};
