import { parseArgs } from 'node:util';

/** What of a process a command line needs. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  exit(code: number): never;
}

/** The options of a script that take a text, those that take none, and whether it takes words beside them. */
export interface Names {
  readonly texts: readonly string[];
  readonly flags?: readonly string[];
  readonly words?: boolean;
}

/**
 * What one of the workspace's own scripts (benches, kills, outages) was asked for. `--help` prints the usage and ends the
 * process with 0; what is not understood, by `read` either, is told on standard error before the usage, and ends it
 * with 2.
 */
export const commandLine = <T>(
  usage: string,
  names: Names,
  read: (given: CommandLine) => T,
  terminal: Terminal = process,
): T => {
  const args = terminal.argv.slice(2);
  const of = (type: 'string' | 'boolean', all: readonly string[] = []) =>
    Object.fromEntries(all.map((name) => [name, { type }] as const));
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: names.words ?? false,
      options: { ...of('string', names.texts), ...of('boolean', [...(names.flags ?? []), 'help']) },
    });
    if (values.help !== true) return read(new CommandLine(values, positionals));
  } catch (error) {
    terminal.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
    return terminal.exit(2);
  }
  terminal.stdout.write(`${usage}\n`);
  return terminal.exit(0);
};

/** The options and words of a command line. */
export class CommandLine {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    readonly words: readonly string[],
  ) {}

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** A whole number from `least` on; undefined where the option is left out. Throws where it is something else. */
  count(name: string, least = 1): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least)
      throw new Error(`--${name} is a whole number from ${least} on, not "${text}"`);
    return value;
  }
}
