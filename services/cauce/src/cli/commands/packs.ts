import type { PackDiff, PackFile, PackProblem } from '@cauce/rule-packs';
import type { Command } from 'commander';
import type { PackInForce, ProposedPack } from '../../operations/packs.ts';
import { UsageError } from '../../operations/usage-error.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { counted, print, table } from '../output.ts';

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

/** A pack by its jurisdiction, or by the path of its file. Throws UsageError. */
export const packNamed = async (name: string): Promise<PackFile> => {
  const { readPackFile, readPacks } = await import('@cauce/rule-packs');
  if (name.endsWith('.json')) return readPackFile(name);
  const found = readPacks().find(({ jurisdiction }) => jurisdiction === name);
  if (!found) throw new UsageError(`there is no pack of ${name}: give a jurisdiction or a pack.json`);
  return found;
};

const packWords = ({ jurisdiction, version, title, rules }: PackFile): string =>
  [
    `${jurisdiction} ${version}: ${title.en}`,
    ...rules.map(({ id, kind, title: { en }, citation, certainty, inForce, readings = [] }) =>
      [
        `${id} (${kind}): ${en}`,
        `  ${citation.text} · certainty ${certainty} · from ${inForce.from}${inForce.to ? ` to ${inForce.to}` : ''}`,
        ...(readings.length > 0 ? [`  readings: ${readings.map((reading) => reading.id).join(', ')}`] : []),
      ].join('\n'),
    ),
  ].join('\n');

const diffWords = ({ added, removed, changed }: PackDiff): string =>
  [
    ...added.map((rule) => `+ ${rule}`),
    ...removed.map((rule) => `- ${rule}`),
    ...changed.map(({ rule, parts }) => `~ ${rule}: ${parts.join(', ')}`),
    `${counted(added.length, 'rule')} added, ${removed.length} removed, ${changed.length} changed`,
  ].join('\n');

const jsonOf = (command: Command): boolean | undefined => command.optsWithGlobals<GlobalOptions>().json;

const proposedWords = ({ proposalId, pack, version, effectiveFrom, inForceFrom, approvals }: ProposedPack) =>
  inForceFrom
    ? `${pack}@${version} is in force from ${inForceFrom} on: ${approvals.join(' and ')} agree`
    : `${pack}@${version} is proposed for ${effectiveFrom}: another principal approves: cauce packs approve ${proposalId} --key KEY`;

const listWords = ({
  inForce,
  proposals,
}: {
  inForce: readonly PackInForce[];
  proposals: readonly ProposedPack[];
}) =>
  [
    table(
      ['pack', 'version', 'since'],
      inForce.map(({ pack, version, since }) => [pack, version, since ?? 'release']),
    ),
    ...proposals.map(proposedWords),
  ].join('\n');

/** `packs propose`, `packs approve` and `packs list`. */
const versionCommands = (packs: Command): void => {
  packs
    .command('list')
    .description('the packs in force, and those that were proposed')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'packs', {}), options.json, listWords);
    });
  packs
    .command('propose')
    .argument('<file>', 'a pack.json')
    .description('propose a version of a pack; it takes effect once another principal has approved it')
    .requiredOption('--effective <instant>', 'when it takes effect; later where it is approved later')
    .action(async (file: string, _options, command: Command) => {
      const { effective, ...options } = command.optsWithGlobals<GlobalOptions & { effective: string }>();
      const report = await ask(options, 'pack-propose', { pack: await packNamed(file), effective });
      await print(report, options.json, proposedWords);
    });
  packs
    .command('approve')
    .argument('<proposal>', 'its id')
    .description('approve what another principal proposed')
    .action(async (proposal: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'pack-approve', { proposal }), options.json, proposedWords);
    });
};

/** `packs`. */
export const packsCommands = (program: Command): void => {
  const packs = program.command('packs').description('the rules of contact law, as data');
  versionCommands(packs);
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
    .argument('<pack>', 'jurisdiction, or a pack.json')
    .description('the rules of a pack, with their sources and readings')
    .action(async (name: string, _options, command: Command) =>
      print(await packNamed(name), jsonOf(command), packWords),
    );
  packs
    .command('diff')
    .argument('<before>', 'jurisdiction, or a pack.json')
    .argument('<after>', 'jurisdiction, or a pack.json')
    .description('rules that one pack has, lacks or says otherwise')
    .action(async (before: string, after: string, _options, command: Command) => {
      const { diffPacks } = await import('@cauce/rule-packs');
      await print(diffPacks(await packNamed(before), await packNamed(after)), jsonOf(command), diffWords);
    });
};
