import type { Command } from 'commander';

/** Arguments of operations that a command calls otherwise. */
const OTHERWISE: Readonly<Record<string, string>> = {
  address: '--from',
  dueOn: '--due',
  of: '<debtor|debt>',
};

/** An argument of an operation as whoever typed the command knows it; by its own name where it was read from a file. */
export const asTyped = ({ options, registeredArguments }: Command, argument: string): string => {
  const option = options.find((one) => one.attributeName() === argument);
  if (option?.long) return option.long;
  if (registeredArguments.some((one) => one.name() === argument)) return `<${argument}>`;
  return OTHERWISE[argument] ?? argument;
};
