import type { Command } from 'commander';

/** An option as it is written on a command line, with its value apart. */
const OPTION = /^(--?[a-z][\w-]*)(?:=.*)?$/i;

/**
 * The name of the command that these words ask for, as `topics apply`. Throws an Error for a command or an option that
 * does not exist, and for arguments that a command does not take.
 */
export const commandIn = (table: Command, words: readonly string[]): string => {
  let command = table;
  const names: string[] = [];
  const given: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const option = OPTION.exec(word)?.[1];
    if (option !== undefined) {
      const known = [...command.options, ...table.options].find(
        ({ long, short }) => long === option || short === option,
      );
      if (!known && option !== '--help') throw new Error(`${names.join(' ')} has no option ${option}`);
      if (known?.required && !word.includes('=')) at += 1;
    } else {
      const next: Command | undefined = command.commands.find((one) => one.name() === word);
      if (next) {
        command = next;
        names.push(word);
      } else given.push(word);
    }
  }
  const most = command.registeredArguments.length;
  if (command.commands.length > 0 && command !== table)
    throw new Error(`${names.join(' ')} is not complete, or "${given.join(' ')}" is no command of it`);
  if (given.length > most) throw new Error(`"${[...names, ...given].join(' ')}" is no command`);
  return names.join(' ');
};
