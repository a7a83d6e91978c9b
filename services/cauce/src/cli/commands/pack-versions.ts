import type { Command } from 'commander';
import type { PackInForce, ProposedPack } from '../../operations/packs/proposals.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';

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
export const versionCommands = (packs: Command): void => {
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
    .requiredOption(
      '--effective <instant>',
      'when it takes effect; with its approval, where that comes later',
    )
    .action(async (file: string, _options, command: Command) => {
      const { effective, ...options } = command.optsWithGlobals<GlobalOptions & { effective: string }>();
      const { readPackFile } = await import('@cauce/rule-packs');
      const report = await ask(options, 'pack-propose', { pack: readPackFile(file), effective });
      for (const note of report.notes) process.stderr.write(`note: ${note}\n`);
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
