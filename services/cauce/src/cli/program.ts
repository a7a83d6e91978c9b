import { Command, CommanderError } from 'commander';
import { InvalidArgumentsError } from '../host/usage-error.ts';
import { complaintCommands } from './commands/complaints.ts';
import { creditorCommands } from './commands/creditors.ts';
import { devCommand } from './commands/dev.ts';
import { explainCommand } from './commands/explain.ts';
import { gateCommands } from './commands/gate.ts';
import { intakeCommands } from './commands/intake.ts';
import { keysCommands } from './commands/keys.ts';
import { noteCommands } from './commands/notes.ts';
import { packsCommands } from './commands/packs.ts';
import { planCommand } from './commands/plan.ts';
import { principalCommands } from './commands/principals.ts';
import { privacyCommands } from './commands/privacy.ts';
import { reportCommands } from './commands/reports.ts';
import { sampleCommand } from './commands/sample.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { startCommand } from './commands/start.ts';
import { templatesCommands } from './commands/templates.ts';
import { topicsCommands } from './commands/topics.ts';
import { upkeepCommands } from './commands/upkeep.ts';
import { failureOf } from './failure.ts';
import { harmless } from './output.ts';

const AS = 'principal in whose name the owner of the folder acts; not where a host runs: see --key';
const KEY =
  'key of the principal that acts (default with a running host: CAUCE_KEY, or the one in the folder)';

/** The command line with all its commands. */
export const cauce = (): Command => {
  const program = new Command('cauce')
    .description('Cauce: event-sourced debt collection')
    .version('0.1.0')
    .option('--data <dir>', 'folder of data', '.cauce')
    .option('--json', 'JSON for machines in place of words')
    .option('--as <principal>', AS)
    .option('--url <url>', 'ask the system whose API is there, in place of a folder')
    .option('--key <key>', KEY)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  startCommand(program);
  serveCommand(program);
  sandboxCommand(program);
  devCommand(program);
  intakeCommands(program);
  noteCommands(program);
  simulateCommand(program);
  sampleCommand(program);
  reportCommands(program);
  explainCommand(program);
  planCommand(program);
  complaintCommands(program);
  privacyCommands(program);
  gateCommands(program);
  packsCommands(program);
  templatesCommands(program);
  upkeepCommands(program);
  keysCommands(program);
  principalCommands(program);
  creditorCommands(program);
  topicsCommands(program);
  for (const command of everyCommand(program)) acceptGlobals(command);
  return program;
};

function* everyCommand(command: Command): Generator<Command> {
  for (const child of command.commands) {
    yield child;
    yield* everyCommand(child);
  }
}

/** `--data`, `--json`, `--as` and `--key` are taken wherever they stand. */
const acceptGlobals = (command: Command): void => {
  command.exitOverride();
  if (command.commands.length > 0) return;
  command
    .option('--data <dir>', 'folder of data (default: ".cauce")')
    .option('--json', 'JSON for machines in place of words')
    .option('--as <principal>', AS)
    .option('--url <url>', 'API of the running system to ask')
    .option('--key <key>', KEY);
};

/** Nothing that a command takes may be empty: a variable of a script that was not set is no value. */
const refuseEmpty = (command: Command): void => {
  const { registeredArguments, processedArgs } = command;
  const typed: (readonly [argument: string, value: unknown])[] = [
    ...Object.entries(command.optsWithGlobals()),
    ...registeredArguments.map((one, place) => [one.name(), processedArgs[place]] as const),
  ];
  const empty = typed.filter(([, value]) => [value].flat().includes(''));
  if (empty.length > 0)
    throw new InvalidArgumentsError(empty.map(([argument]) => ({ argument, problem: 'must not be empty' })));
};

/** Runs a command line; gives the exit code: 0 done, 1 failed, 2 asked wrongly. */
export const runCli = async (args: readonly string[]): Promise<number> => {
  const program = cauce();
  let command = program;
  program.hook('preAction', (_, chosen) => {
    command = chosen;
    refuseEmpty(chosen);
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { exitCode, message } = failureOf(error, command);
    if (message) process.stderr.write(`cauce: ${harmless(message)}\n`);
    return exitCode;
  }
};
