import type { WrittenChannel } from '@cauce/domain';
import { type Command, Option } from 'commander';
import type { RankedCreditor } from '../../operations/creditors/creditors.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';

const words = ({ creditors }: { creditors: readonly RankedCreditor[] }): string =>
  table(
    ['priority', 'creditor', 'id'],
    creditors.map(({ creditorId, creditor, priority }) => [priority ?? '-', creditor, creditorId]),
  );

interface SenderOptions extends GlobalOptions {
  readonly channel: WrittenChannel;
  readonly from: string;
  readonly name?: string;
  readonly country?: string;
}

/** `creditors list`, `creditors priority` and `creditors sender`. */
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
  parent
    .command('sender')
    .description('say from whom messages for a creditor come')
    .argument('<creditor>', 'name or id')
    .addOption(new Option('--channel <channel>').choices(['email', 'sms']).makeOptionMandatory())
    .requiredOption('--from <address>', 'e-mail address, or sender id of short messages')
    .option('--name <name>', 'shown beside the address')
    .option('--country <code>', 'only for books of this country (two letters)')
    .action(async (creditor: string, _options, command: Command) => {
      const { from, name, country, channel, ...options } = command.optsWithGlobals<SenderOptions>();
      const args = {
        creditor,
        channel,
        address: from,
        ...(name ? { name } : {}),
        ...(country ? { country } : {}),
      };
      await print(
        await ask(options, 'sender', args),
        options.json,
        (report) => `${report.channel} from ${report.address} (${report.country ?? 'every country'})`,
      );
    });
};
