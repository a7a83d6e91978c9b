import { describe, expect, it } from '@jest/globals';
import { type CommandLine, commandLine } from './command-line.ts';

const USAGE = 'npm run sample -- NAME [--rows N] [--json]';

class Ended extends Error {}

/** What a command line prints, and how its process ends; null where it goes on. */
const asked = <T>(args: readonly string[], read: (given: CommandLine) => T) => {
  const printed = { stdout: '', stderr: '' };
  let code: number | null = null;
  const into = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const terminal = {
    argv: ['node', 'sample', ...args],
    stdout: into('stdout'),
    stderr: into('stderr'),
    exit: (ending: number): never => {
      code = ending;
      throw new Ended();
    },
  };
  try {
    const found = commandLine(USAGE, { texts: ['rows'], flags: ['json'], words: true }, read, terminal);
    return { ...printed, code, read: found };
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    return { ...printed, code, read: null };
  }
};

const rows = (given: CommandLine) => given.count('rows');

describe('the command line of a script', () => {
  it('gives words, options and flags', () => {
    const { code, read } = asked(['import', '--rows', '7', '--json'], (given) => [
      given.words,
      given.text('rows'),
      given.count('rows'),
      given.flag('json'),
    ]);
    expect({ code, read }).toEqual({ code: null, read: [['import'], '7', 7, true] });
  });

  it('leaves out what was left out', () => {
    expect(asked([], (given) => [given.words, rows(given), given.flag('json')]).read).toEqual([
      [],
      undefined,
      false,
    ]);
  });

  it('prints its usage when it is asked for', () => {
    expect(asked(['--help', '--rows', 'many'], rows)).toEqual({
      stdout: `${USAGE}\n`,
      stderr: '',
      code: 0,
      read: null,
    });
  });

  it.each([
    [['--rows', 'many'], '--rows is a whole number from 1 on, not "many"'],
    [['--rows', '0'], '--rows is a whole number from 1 on, not "0"'],
    [['--rows', '1.5'], '--rows is a whole number from 1 on, not "1.5"'],
    [['--rows', ''], '--rows is a whole number from 1 on, not ""'],
    [['--lines', '7'], "Unknown option '--lines'"],
  ])('says what is wrong with %j, and how it is done', (args, wrong) => {
    const { stdout, stderr, code } = asked(args, rows);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.startsWith(wrong)).toBe(true);
    expect(stderr.endsWith(`\n\n${USAGE}\n`)).toBe(true);
  });
});
