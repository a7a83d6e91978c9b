import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cauce } from '../cli/program.ts';
import { commandIn } from './testing/command-table.ts';
import { inDeploy } from './testing/in-deploy.ts';

const root = inDeploy('..');
/** Decision records tell of their own time, and are not among them. */
const pages = ['README.md', 'deploy/docs/*.md', 'libs/*/README.md', 'services/*/README.md'].flatMap(
  (pattern) => globSync(pattern, { cwd: root }),
);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

/** Command lines in a page that begin so, without what a shell does with them; each up to where its code ends. */
const commandsIn = (text: string, begin: string): string[] =>
  [...text.matchAll(new RegExp(`${begin} ([^\`\\n]*)`, 'g'))].map(([, rest = '']) =>
    rest.split(/\s#|[|;&)]/, 1)[0]!.trim(),
  );

/** What is wrong with the commands and links of a page. */
const problemsOf = (page: string, text: string): string[] => {
  const commands = commandsIn(text, 'npx cauce').filter((command) => !command.startsWith('COMMAND'));
  const npm = [...text.matchAll(/npm run (?:--silent )?([a-z]+)/g)].map(([, name = '']) => name);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  return [
    ...commands.flatMap((command) => {
      try {
        commandIn(cauce(), command.split(/\s+/).filter(Boolean));
        return [];
      } catch (error) {
        return [`"npx cauce ${command}": ${(error as Error).message}`];
      }
    }),
    ...npm.filter((name) => !Object.hasOwn(scripts, name)).map((name) => `there is no "npm run ${name}"`),
    ...links.flatMap(([, path = '', heading]) => {
      const file = path === '' ? join(root, page) : join(root, dirname(page), path);
      if (!existsSync(file)) return [`there is no ${relative(root, file)}`];
      return heading === undefined || headingsOf(file).includes(heading)
        ? []
        : [`${path} has no #${heading}`];
    }),
  ];
};

/** The names by which a page's headings are linked to. */
const headingsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the documents name only what there is', () => {
  it.each(pages)('%s', (page) => {
    expect(problemsOf(page, readFileSync(join(root, page), 'utf8'))).toEqual([]);
  });

  it.each([
    ['npx cauce parkd', '"parkd" is no command'],
    ['`npx cauce topics create`', 'topics is not complete, or "create" is no command of it'],
    ['npx cauce unpark GROUP KEY --all   # everything', 'unpark has no option --all'],
    ['npx cauce timeline ONE TWO', '"timeline ONE TWO" is no command'],
    ['npm run dance', 'there is no "npm run dance"'],
    ['[here](nowhere.md)', 'there is no nowhere.md'],
    ['[here](README.md#nowhere)', 'README.md has no #nowhere'],
  ])('or are found wrong: %s', (text, problem) => {
    expect(problemsOf('README.md', text)).toEqual([expect.stringContaining(problem)]);
  });
});
