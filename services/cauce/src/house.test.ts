import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');

/** What the dependency tool finds wrong in a tree: the importing file and the rule it breaks. */
const violations = (tree: string): string[] => {
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [tool, '--config', join(root, '.dependency-cruiser.mjs'), '-T', 'json', 'libs', 'services'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
};

/** A workspace of empty packages with the names and dependencies of the real ones, and these files in it. */
const planted = (files: Readonly<Record<string, string>>): string => {
  const tree = mkdtempSync(join(tmpdir(), 'cauce-house-'));
  for (const file of ['package.json', 'tsconfig.base.json']) cpSync(join(root, file), join(tree, file));
  mkdirSync(join(tree, 'node_modules/@cauce'), { recursive: true });
  for (const name of ['@nestjs', '@jest', '@types', 'csv-parse', 'rxjs', 'fast-check']) {
    symlinkSync(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  }
  for (const group of ['libs', 'services']) {
    for (const name of readdirSync(join(root, group))) {
      mkdirSync(join(tree, group, name, 'src'), { recursive: true });
      cpSync(join(root, group, name, 'package.json'), join(tree, group, name, 'package.json'));
      writeFileSync(join(tree, group, name, 'src/index.ts'), 'export const here = true;\n');
      symlinkSync(join(tree, group, name), join(tree, 'node_modules/@cauce', name));
    }
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }
  return tree;
};

/** Each breaks one rule of the house: the file, what it imports, the rule. */
const breaches: readonly (readonly [string, string, string])[] = [
  ['libs/kernel/src/a.ts', '@cauce/contracts', 'libs/kernel may import'],
  ['libs/kernel/src/b.ts', 'rxjs', 'the kernel depends on nothing but Node'],
  ['libs/contracts/src/a.ts', '@cauce/domain', 'libs/contracts may import'],
  ['libs/contracts/src/b.ts', '@nestjs/common', 'contracts and domain know nothing of Nest'],
  ['libs/domain/src/a.ts', '@cauce/ports', 'libs/domain may import'],
  ['libs/domain/src/b.ts', 'node:crypto', 'the domain imports nothing of Node'],
  ['libs/domain/src/c.ts', 'fs', 'the domain imports nothing of Node'],
  ['libs/domain/src/d.ts', '@nestjs/common', 'contracts and domain know nothing of Nest'],
  ['libs/domain/src/e.ts', 'csv-parse', 'the domain needs no package but libphonenumber-js'],
  ['libs/rule-packs/src/a.ts', '@cauce/ports', 'libs/rule-packs may import'],
  ['libs/ports/src/a.ts', '@cauce/domain', 'libs/ports may import'],
  ['libs/adapters/src/a.ts', '@cauce/runtime', 'libs/adapters may import'],
  ['libs/runtime/src/a.ts', '@cauce/ingestion', 'libs/runtime may import'],
  ['libs/testing/src/a.ts', '@cauce/runtime', 'libs/testing may import'],
  ['services/scoring/src/testing/i.ts', '@cauce/segmentation', 'tests of services/scoring may'],
  ['services/ingestion/src/a.ts', '@cauce/adapters', 'services/ingestion may import'],
  ['services/ingestion/src/b.ts', '@cauce/reporting', 'services/ingestion may import'],
  ['services/ingestion/src/c.ts', '../../scoring/src/index.ts', 'services/ingestion may import'],
  ['services/scoring/src/a.ts', '@cauce/rule-packs', 'services/scoring may import'],
  ['services/scoring/src/b.ts', '@cauce/cauce', 'services/scoring may import'],
  ['services/scoring/src/c.ts', '@cauce/testing', 'what only tests need stays in tests'],
  ['services/scoring/src/g.ts', './testing/h.ts', 'what only tests need stays in tests'],
  ['services/scoring/src/d.ts', 'fast-check', 'what runs needs no development package'],
  ['services/scoring/src/e.ts', './nowhere.ts', 'every import resolves'],
  ['services/reporting/src/a.ts', './b.ts', 'no cycles'],
];

/** Each is allowed. */
const proper: Readonly<Record<string, string>> = {
  'services/compliance-gate/src/a.ts': "import '@cauce/rule-packs';",
  'services/cauce/src/a.ts': "import '@cauce/ingestion';\nimport '@cauce/adapters';",
  'libs/adapters/src/f.ts': "import type { here } from '@cauce/ports';\nimport 'node:sqlite';",
  'libs/runtime/src/b.ts': "import '@cauce/adapters';\nimport '@cauce/domain';",
  'services/scoring/src/testing/h.ts': "import '@cauce/testing';\n",
  'services/scoring/src/f.test.ts': "import '@cauce/testing';\nimport 'fast-check';",
};

describe('the dependency rule', () => {
  const tree = planted({
    ...Object.fromEntries(breaches.map(([file, imported]) => [file, `import '${imported}';\n`])),
    ...proper,
    'services/reporting/src/b.ts': "import './a.ts';\n",
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));
  const found = violations(tree);

  it.each(breaches)('names %s, which imports %s', (file, _imported, rule) => {
    expect(found).toContainEqual(expect.stringContaining(`${file}: ${rule}`));
  });

  it.each(Object.keys(proper))('lets %s be', (file) => {
    expect(found.filter((one) => one.startsWith(`${file}: `))).toEqual([]);
  });

  it('is kept by this workspace', () => {
    expect(violations(root)).toEqual([]);
  });
});

const packages = ['libs', 'services'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => `${group}/${name}`),
);

/** The sources of a package, as paths in the workspace and their text. */
const sourcesOf = (name: string): { file: string; text: string }[] =>
  readdirSync(join(root, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({
      file: join(name, 'src', file),
      text: readFileSync(join(root, name, 'src', file), 'utf8'),
    }));

const filesWith = (name: string, pattern: RegExp): string[] =>
  sourcesOf(name).flatMap(({ file, text }) => (pattern.test(text) ? [file] : []));

describe('the domain', () => {
  it('reads no clock, draws no chance and does no input or output', () => {
    const impure =
      /\b(Temporal\.Now|Date\.now|new Date\(\)|Math\.random|randomUUID|process\.|setTimeout|setInterval|fetch\(|console\.)/;
    expect(filesWith('libs/domain', impure)).toEqual([]);
  });
});

describe('reporting', () => {
  it('has nothing through which a replay could cause an effect', () => {
    expect(filesWith('services/reporting', /\b(MessageBus|SendGateway|DueIndex)\b|\.append\(/)).toEqual([]);
  });
});

describe.each(packages)('%s', (name) => {
  it('says what it is', () => {
    expect(readFileSync(join(root, name, 'README.md'), 'utf8')).toMatch(/^# /);
  });

  it('silences no check and leaves nothing for later', () => {
    expect(filesWith(name, /@ts-ignore|@ts-expect-error|as unknown as|\bTODO\b|\bFIXME\b/)).toEqual([]);
  });

  it('has no file of more than 300 lines', () => {
    const long = sourcesOf(name).filter(({ text }) => text.split('\n').length > 301);
    expect(long.map(({ file }) => file)).toEqual([]);
  });
});
