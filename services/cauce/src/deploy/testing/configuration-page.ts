import { fileOf, PROGRAMS, settingsOf } from '@cauce/runtime/config';

const programs = Object.entries(PROGRAMS);
const everySetting = new Map(
  programs.flatMap(([, schema]) => settingsOf(schema).map((one) => [one.name, one])),
);

/** Who reads a variable. */
const readersOf = (name: string): string => {
  const readers = programs.filter(([, schema]) => settingsOf(schema).some((one) => one.name === name));
  return readers.length === programs.length ? 'all' : readers.map(([program]) => `\`${program}\``).join(', ');
};

const otherwise = (fallback: string | null | undefined): string => {
  if (fallback === undefined) return '**needed**';
  return fallback ? `\`${fallback}\`` : '–';
};

const rows = [...everySetting.values()].map(({ name, help, allowed, fallback, secret }) => {
  const variable = secret ? `\`${name}\` or \`${fileOf(name)}\`` : `\`${name}\``;
  return `| ${[variable, help, allowed, otherwise(fallback), readersOf(name)].join(' | ')} |`;
});

/** The page about configuration, from the table that the programs themselves read. */
export const configurationPage = (): string => `# Configuration

Programs of the distributed profile are told everything by variables of their environment. One environment may serve them all; a variable that begins with \`CAUCE_\` and that none of them reads is a mistake. A program that is told something wrong says all of it and ends with 2. A secret may stand in a file that another variable names. \`node services/NAME/dist/main.js --help\` shows what one service reads.

| variable | for | it must be | otherwise | read by |
|---|---|---|---|---|
${rows.join('\n')}

This page is made from the table in \`libs/runtime/src/config\`; \`CAUCE_TEST_UPDATE=yes npm test -- configuration\` makes it anew.
`;
