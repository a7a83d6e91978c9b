import type { NoteKind } from '@cauce/domain';
import type { Command } from 'commander';
import type { EndNoteArgs } from '../../operations/notes/end-note.ts';
import type { LogContactArgs } from '../../operations/notes/log-contact.ts';
import type { NoteArgs } from '../../operations/notes/note.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { counted, print } from '../output.ts';
import { noteKindsHelp } from '../words/notes.ts';

type NoteOptions = GlobalOptions & Omit<NoteArgs, 'debtor' | 'kind'>;

const KIND = 'what is told, like medium_opt_out or dispute; see below';
const ADDRESS = 'address or number of the debtor that it is about';

const logCommand = (program: Command): void => {
  program
    .command('log-contact')
    .description(
      'take down a contact that Cauce did not make: a call by hand, a visit, what the debtor wrote',
    )
    .argument('<debtor>', "id, document or the creditor's reference")
    .requiredOption('--channel <channel>', 'call, visit, letter, email, sms …')
    .requiredOption('--direction <direction>', 'out: to the debtor; in: from the debtor')
    .requiredOption('--outcome <outcome>', 'conversation, no_answer, received …')
    .requiredOption('--debts <debt...>', 'ids or obligations that it was about')
    .option('--address <value>', ADDRESS)
    .option('--at <instant>', 'when it took place; left out, now')
    .option('--agrees-to-calls <yes|day>', 'the debtor agreed to calls, or to those of one day')
    .option('--revokes-calls', 'the debtor took such an agreement back')
    .option('--text <text>', 'what was said or written; kept sealed')
    .action(async (debtor: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & Omit<LogContactArgs, 'debtor'>>();
      const { data: _data, json, as: _as, url: _url, key: _key, ...parts } = options;
      await print(await ask(options, 'log-contact', { debtor, ...parts }), json, ({ logId, logged }) =>
        logged ? `logged: ${logId}` : `logged already: ${logId}`,
      );
    });
};

/** `note`, `end-note` and `log-contact`. */
export const noteCommands = (program: Command): void => {
  logCommand(program);
  program
    .command('note')
    .description(
      'take down what is told of a debtor, an address or a debt; the gate judges by it from then on',
    )
    .argument('<debtor>', "id, document or the creditor's reference")
    .argument('<kind>', KIND)
    .addHelpText('after', noteKindsHelp)
    .option('--address <value>', ADDRESS)
    .option('--channels <channel...>', 'channels that it is about')
    .option('--debts <debt...>', 'ids or obligations that it is about')
    .option('--hours <hours...>', 'hours, like "mon-fri 12:00-14:00"')
    .option('--place <place>', 'place that it is about: home or work')
    .option('--sent-on <date>', 'of a notice: when it was sent')
    .option('--returned <date>', 'of a notice: when it came back')
    .option('--since <date|instant>', 'from when it holds; left out, now')
    .option('--until <date>', 'its last day')
    .option('--text <text>', 'what was said or written; kept sealed')
    .action(async (debtor: string, kind: NoteKind, _options, command: Command) => {
      const options = command.optsWithGlobals<NoteOptions>();
      const { data: _data, json, as: _as, url: _url, key: _key, ...parts } = options;
      await print(await ask(options, 'note', { debtor, kind, ...parts }), json, ({ noted }) =>
        noted ? `noted: ${kind}` : `${kind} stood already: nothing was written`,
      );
    });
  program
    .command('end-note')
    .description('what was noted holds no longer; a consent is taken back, a dispute is resolved')
    .argument('<debtor>', "id, document or the creditor's reference")
    .argument('<kind>', KIND)
    .addHelpText('after', noteKindsHelp)
    .option('--address <value>', ADDRESS)
    .option('--debt <debt>', 'id or obligation that it is about; left out, every debt')
    .option('--channels <channel...>', 'channels that it holds no longer for; left out, all')
    .action(async (debtor: string, kind: NoteKind, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & Omit<EndNoteArgs, 'debtor' | 'kind'>>();
      const { data: _data, json, as: _as, url: _url, key: _key, ...parts } = options;
      await print(await ask(options, 'end-note', { debtor, kind, ...parts }), json, ({ ended }) =>
        ended === 0 ? `no ${kind} like this holds: nothing was written` : `${counted(ended, 'note')} ended`,
      );
    });
};
