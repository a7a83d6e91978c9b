import type { Command } from 'commander';
import { UsageError } from '../../host/usage-error.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { type Spoken, spoken } from '../language.ts';
import { print } from '../output.ts';

interface ExplainOptions extends GlobalOptions, Spoken {
  readonly debtor?: string;
  readonly at?: string;
  readonly debt?: string;
}

const explainContact = async (contact: string, options: ExplainOptions): Promise<void> => {
  const { contactWords } = await import('../words/explain.ts');
  await print(await ask(options, 'explain', { contact }), options.json, (explanation) =>
    contactWords(explanation, options.lang),
  );
};

const explainSilence = async (debtor: string, at: string, options: ExplainOptions): Promise<void> => {
  const { silenceWords } = await import('../words/explain.ts');
  const question = { debtor, at, ...(options.debt ? { debt: options.debt } : {}) };
  await print(await ask(options, 'explain-silence', question), options.json, (explanation) =>
    silenceWords(explanation, options.lang),
  );
};

/** `explain`. */
export const explainCommand = (program: Command): void => {
  program
    .command('explain')
    .description(
      'why a contact was sent, deferred or refused, or why nothing was sent: every rule, its inputs and its citation',
    )
    .argument('[contact]', 'id of the contact')
    .option('--debtor <debtor>', 'why nothing was sent to this debtor …')
    .option('--at <instant>', '… at this instant')
    .option('--debt <debt>', 'one of the debtor’s debts (default: all)')
    .addOption(spoken())
    .action(async (contact: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<ExplainOptions>();
      const { debtor, at, debt } = options;
      const ofSilence = debtor !== undefined && at !== undefined;
      if (contact !== undefined && debtor === undefined && at === undefined && debt === undefined)
        await explainContact(contact, options);
      else if (contact === undefined && ofSilence) await explainSilence(debtor, at, options);
      else throw new UsageError('give a contact, or --debtor and --at (and --debt for one of the debts)');
    });
};
