import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { runCli } from './program.ts';

const cli = import.meta.dirname;

/** What a module needs before it runs: its imports that are neither types nor asked for later. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s+'([^']+)'/gm)].map(
    ([, name = '']) => (name.startsWith('.') ? resolve(dirname(file), name) : name),
  );

const needsOf = (entry: string): { readonly files: Set<string>; readonly packages: Set<string> } => {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const one of importsOf(file)) {
      if (one.startsWith('/')) visit(one);
      else packages.add(one);
    }
  };
  visit(entry);
  return { files, packages };
};

describe('the command line', () => {
  it('needs next to nothing to show its help: what does the work is loaded when it is asked for', () => {
    const { files, packages } = needsOf(resolve(cli, 'program.ts'));
    expect([...packages].filter((name) => !name.startsWith('node:')).sort()).toEqual([
      '@cauce/kernel',
      'cli-progress',
      'commander',
    ]);
    const outside = [...files].map((file) => relative(cli, file)).filter((name) => name.startsWith('..'));
    expect(outside).toEqual(['../host/usage-error.ts']);
    expect(files.size).toBeGreaterThan(12);
  });

  it.each(['x', '0', '-1', '1.5'])('refuses --limit %s before it looks for a folder', async (limit) => {
    const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(await runCli(['timeline', 'somebody', `--limit=${limit}`, '--data', '/nowhere/at/all'])).toBe(2);
      expect(told).toHaveBeenCalledWith(expect.stringContaining('--limit must be a whole number'));
    } finally {
      told.mockRestore();
    }
  });
});
