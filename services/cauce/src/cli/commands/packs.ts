import type { PackProblem, TestedPack } from '@cauce/rule-packs';
import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { counted, print, table } from '../output.ts';
import { diffWords, packWords } from '../words/packs.ts';
import { PACK_NAME, packNamed } from './pack-named.ts';
import { versionCommands } from './pack-versions.ts';

interface Lint {
  readonly packs: readonly {
    readonly jurisdiction: string;
    readonly version: string;
    readonly rules: number;
  }[];
  readonly problems: readonly PackProblem[];
}

const lint = async (dir: string | undefined): Promise<Lint> => {
  const { PackError, readPacks } = await import('@cauce/rule-packs');
  try {
    const packs = readPacks(dir).map(({ jurisdiction, version, rules }) => ({
      jurisdiction,
      version,
      rules: rules.length,
    }));
    return { packs, problems: [] };
  } catch (error) {
    if (error instanceof PackError) return { packs: [], problems: error.problems };
    throw error;
  }
};

const lintWords = ({ packs, problems }: Lint): string =>
  problems.length > 0
    ? problems.map(({ file, rule, reason }) => [file, rule, reason].filter(Boolean).join(': ')).join('\n')
    : table(
        ['pack', 'version', 'rules'],
        packs.map(({ jurisdiction, version, rules }) => [jurisdiction, version, rules]),
      );

const jsonOf = (command: Command): boolean | undefined => command.optsWithGlobals<GlobalOptions>().json;

const testedWords = ({ pack, results }: TestedPack): string => {
  if (results.length === 0) return `${pack}: no examples`;
  const failed = results.filter(({ passed }) => !passed);
  return [
    `${pack}: ${results.length - failed.length} of ${counted(results.length, 'example')} as they should be`,
    ...failed.map(({ vector: { id, expect }, decision: { decision, notBefore, reasons } }) => {
      const said = [decision, reasons.join(', '), notBefore ?? ''].filter(Boolean).join(' ');
      const wanted = [expect.decision, expect.reason, expect.not_before ?? ''].filter(Boolean).join(' ');
      return `  ${id}: ${said}  ← expected ${wanted}`;
    }),
  ].join('\n');
};

/** `packs test` and `packs schema`. */
const authorCommands = (packs: Command): void => {
  packs
    .command('test')
    .argument('[dir]', 'folder of packs (default: our own)')
    .description('judge the worked examples beside each pack; 1 where one comes out otherwise')
    .action(async (dir: string | undefined, _options, command: Command) => {
      const { testPacks } = await import('@cauce/rule-packs');
      for (const tested of testPacks(dir)) {
        const failed = tested.results.filter(({ passed }) => !passed).map(({ vector }) => vector.id);
        const { pack, results } = tested;
        const shown = { pack, passed: results.length - failed.length, failed };
        await print(shown, jsonOf(command), () => testedWords(tested));
        if (failed.length > 0) process.exitCode = 1;
      }
    });
  packs
    .command('schema')
    .description('the JSON Schema of a pack')
    .action(async () => {
      const { packJsonSchema } = await import('@cauce/rule-packs');
      await print(packJsonSchema(), false, (schema) => JSON.stringify(schema, null, 2));
    });
};

/** `packs`. */
export const packsCommands = (program: Command): void => {
  const packs = program.command('packs').description('the rules of contact law, as data');
  versionCommands(packs);
  authorCommands(packs);
  packs
    .command('lint')
    .argument('[dir]', 'folder of packs (default: our own)')
    .description('check every pack of a folder; 1 where one cannot be used')
    .action(async (dir: string | undefined, _options, command: Command) => {
      const result = await lint(dir);
      await print(result, jsonOf(command), lintWords);
      if (result.problems.length > 0) process.exitCode = 1;
    });
  packs
    .command('show')
    .argument('<pack>', PACK_NAME)
    .description(
      'the rules of a pack, with their sources, parameters, readings, and the contacts that they judge',
    )
    .action(async (name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await packNamed(options, name), options.json, packWords);
    });
  packs
    .command('diff')
    .argument('<before>', PACK_NAME)
    .argument('<after>', PACK_NAME)
    .description('what one pack adds, lacks or says otherwise, field by field: before → after')
    .action(async (before: string, after: string, _options, command: Command) => {
      const { diffPacks } = await import('@cauce/rule-packs');
      const options = command.optsWithGlobals<GlobalOptions>();
      const diff = diffPacks(await packNamed(options, before), await packNamed(options, after));
      await print(diff, options.json, diffWords);
    });
};
