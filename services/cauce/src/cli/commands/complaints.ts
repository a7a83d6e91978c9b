import type { Command } from 'commander';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print } from '../output.ts';

interface ReceiveOptions extends GlobalOptions {
  readonly regulator: string;
  readonly due: string;
  readonly creditor?: string;
  readonly debts?: readonly string[];
  readonly at?: string;
  readonly text?: string;
}

const receive = async (debtor: string, options: ReceiveOptions): Promise<void> => {
  const { regulator, due: dueOn, creditor, debts, at, text } = options;
  const result = await ask(options, 'complaint', {
    debtor,
    regulator,
    dueOn,
    ...(creditor ? { creditor } : {}),
    ...(debts ? { debts } : {}),
    ...(at ? { at } : {}),
    ...(text ? { text } : {}),
  });
  await print(result, options.json, ({ complaintId, received }) =>
    received ? `complaint ${complaintId} is taken down` : `complaint ${complaintId} was taken down before`,
  );
};

type CorrectOptions = Partial<Omit<ReceiveOptions, 'creditor' | 'text'>> &
  GlobalOptions & { readonly reason: string };

const correct = async (complaint: string, options: CorrectOptions): Promise<void> => {
  const { reason, regulator, due: dueOn, debts, at } = options;
  const result = await ask(options, 'correct-complaint', {
    complaint,
    reason,
    ...(regulator ? { regulator } : {}),
    ...(dueOn ? { dueOn } : {}),
    ...(debts ? { debts } : {}),
    ...(at ? { at } : {}),
  });
  await print(result, options.json, ({ corrected }) =>
    corrected ? 'the complaint is corrected' : 'it was so already: nothing was written',
  );
};

type AnswerOptions = GlobalOptions & Pick<ReceiveOptions, 'at' | 'text'>;

const answer = async (complaint: string, options: AnswerOptions): Promise<void> => {
  const { at, text } = options;
  const asked = { complaint, ...(at ? { at } : {}), ...(text ? { text } : {}) };
  await print(await ask(options, 'answer-complaint', asked), options.json, ({ answered }) =>
    answered ? 'the answer is taken down' : 'it was answered before',
  );
};

/** `complaint receive`, `complaint correct` and `complaint answer`. */
export const complaintCommands = (program: Command): void => {
  const parent = program.command('complaint').description('what debtors lay before regulators');
  parent
    .command('receive')
    .description('take down a complaint that came through a regulator')
    .argument('<debtor>', "id, document or the creditor's reference")
    .requiredOption('--regulator <name>', 'who passed it on')
    .requiredOption('--due <date>', 'the last day on which it may be answered, as the regulator set it')
    .option('--creditor <name>', 'whose collection it is about, where the debtor owes to several')
    .option('--debts <debts...>', 'the debts that it is about (default: all)')
    .option('--at <instant>', 'when it was received (default: now)')
    .option('--text <text>', 'what it says, kept sealed')
    .action((debtor: string, _options, command: Command) =>
      receive(debtor, command.optsWithGlobals<ReceiveOptions>()),
    );
  parent
    .command('correct')
    .description('correct what was taken down of a complaint; what was said before stays on the log')
    .argument('<complaint>', 'its id, as "report compliance" has it')
    .requiredOption('--reason <text>', 'why it is corrected, kept sealed')
    .option('--regulator <name>', 'who passed it on')
    .option('--due <date>', 'the last day on which it may be answered')
    .option('--debts <debts...>', 'the debts that it is about, all of them')
    .option('--at <instant>', 'when it was received')
    .action((complaint: string, _options, command: Command) =>
      correct(complaint, command.optsWithGlobals<CorrectOptions>()),
    );
  parent
    .command('answer')
    .description('take down that a complaint was answered')
    .argument('<complaint>', 'its id')
    .option('--at <instant>', 'when it was answered (default: now)')
    .option('--text <text>', 'what was answered, kept sealed')
    .action((complaint: string, _options, command: Command) =>
      answer(complaint, command.optsWithGlobals<AnswerOptions>()),
    );
};
