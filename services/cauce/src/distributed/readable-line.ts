const NAME_WIDTH = 16;

/** What a line of a program's log says, or null where it is none. */
const logged = (line: string): Readonly<Record<string, unknown>> | null => {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null && 'message' in read ? { ...read } : null;
  } catch {
    return null;
  }
};

/** A line that a program printed, for people: whose it is, then when, how grave, what, and its facts. */
export const readableLine = (program: string, line: string): string => {
  const name = program.padEnd(NAME_WIDTH);
  const read = logged(line);
  if (!read) return `${name} ${line}`;
  const { time, level, program: _, message, ...facts } = read;
  const said = Object.entries(facts).map(([fact, value]) => `${fact}=${value}`);
  return [name, String(time).slice(11, 23), String(level).padEnd(5), message, ...said].join(' ');
};
