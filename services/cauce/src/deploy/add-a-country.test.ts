import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { saveNow } from '@cauce/runtime';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { runCli } from '../cli/program.ts';
import { forget, heard, listen } from '../cli/testing/heard.ts';
import { freshPlace, removePlaces, withApp } from '../testing/line.ts';
import { inDeploy } from './testing/in-deploy.ts';

const guide = readFileSync(inDeploy('docs/add-a-country.md'), 'utf8');
const place = mkdtempSync(join(tmpdir(), 'cauce-country-'));
const { dir } = freshPlace();

/** The fenced blocks of the guide in their order: language, the file that it is or nothing, text. */
const blocks = [...guide.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', file = '', text = '']) => ({ language, file, text }),
);

beforeAll(async () => {
  // A folder that was begun, and stands before the guide's day.
  const now = '2026-03-10T12:00:00.000Z';
  await withApp({ dir, now }, ({ folder }) => saveNow(folder.core, now));
  listen();
});
afterAll(() => {
  jest.restoreAllMocks();
  removePlaces();
  rmSync(place, { recursive: true });
});

let proposal = '';

/** A word of a command line, as it is said in the place of this test. */
const said = (word: string): string => {
  if (word === 'PROPOSAL') return proposal;
  return word === 'packs' || word.startsWith('packs/') ? join(place, word) : word;
};

/** Runs a command of the guide; what it printed. */
const run = async (command: string): Promise<string> => {
  const [name = '', ...words] = command.split(' ');
  forget();
  const code = await runCli([
    name,
    ...words.map((word, at) => (at === 0 ? word : said(word))),
    '--data',
    dir,
  ]);
  expect([command, code]).toEqual([command, 0]);
  proposal = / packs approve (\S+)/.exec(heard.out)?.[1] ?? proposal;
  return heard.out.replaceAll(/ +/g, ' ');
};

it('the guide makes a country when it is followed to the letter', async () => {
  expect(blocks.map(({ language }) => language)).toEqual(['json', 'sh', 'json', 'sh', 'sh', 'sh']);
  let commands = 0;
  for (const { language, file, text } of blocks) {
    if (language === 'json') {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      writeFileSync(join(place, file), text);
      continue;
    }
    let printed = '';
    for (const line of text.trim().split('\n')) {
      const command = /^npx cauce (.*)$/.exec(line)?.[1];
      if (command) commands += 1;
      if (command) printed = await run(command);
      else expect(printed).toContain(line.replace(/^# /, ''));
    }
  }
  expect(commands).toBe(11);
});
