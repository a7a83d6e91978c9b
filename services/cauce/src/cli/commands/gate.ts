import { readFile } from 'node:fs/promises';
import type { Changed, Readjudication } from '@cauce/compliance-gate';
import { parseJson, whyUnread } from '@cauce/kernel';
import type { Command } from 'commander';
import { UsageError } from '../../host/usage-error.ts';
import type { ContactProposal } from '../../operations/gate/check.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { type Spoken, spoken } from '../language.ts';
import { counted, print, table } from '../output.ts';
import { progressBar } from '../progress.ts';
import { isFile } from './pack-named.ts';

interface VectorOptions extends GlobalOptions {
  readonly alternatives?: boolean;
  readonly packs?: string;
}

/** The examples of a file. Throws VectorFileError, and UsageError where it holds none: that would pass for all of them. */
const examplesIn = async (file: string) => {
  const { readVectors } = await import('@cauce/rule-packs');
  const vectors = readVectors(file);
  if (vectors.length === 0) throw new UsageError(`${file} holds no example`);
  return vectors;
};

const printVectors = async (file: string, { json, packs }: VectorOptions): Promise<boolean> => {
  const { judgeVectors } = await import('@cauce/rule-packs');
  let passed = 0;
  let failed = 0;
  for (const result of judgeVectors(await examplesIn(file), packs)) {
    const { vector, decision: found } = result;
    const { decision, notBefore, reasons } = found;
    if (result.passed) passed += 1;
    else failed += 1;
    const { expect } = vector;
    await print({ id: vector.id, decision, notBefore, reasons }, json, () => {
      const said = `${vector.id}: ${decision} ${reasons.join(', ')}${notBefore ? ` until ${notBefore}` : ''}`;
      const wanted = `${expect.decision} ${expect.reason}${expect.not_before ? ` until ${expect.not_before}` : ''}`;
      return result.passed ? said : `${said}  ← expected ${wanted}`;
    });
  }
  await print({ passed, failed }, json, () => `${passed} passed, ${failed} failed`);
  return failed === 0;
};

const printAlternatives = async (file: string, { json, packs }: VectorOptions): Promise<void> => {
  const { judgeAlternatives } = await import('@cauce/rule-packs');
  let found = 0;
  const none: string[] = [];
  for (const { vector, reading } of judgeAlternatives(await examplesIn(file), packs)) {
    if (reading === null) none.push(vector.id);
    else found += 1;
    await print({ id: vector.id, reading }, json, () => `${vector.id}: ${reading ?? 'no reading says so'}`);
  }
  await print({ found, none }, json, () => `${counted(found, 'alternative')} found, ${none.length} not`);
};

interface ReadjudicateOptions extends GlobalOptions {
  readonly from?: string;
  readonly to?: string;
  readonly pack?: string;
}

const until = (word: Changed['now'], instant: string | null): string =>
  instant === null ? (word ?? 'nothing') : `${word} until ${instant}`;

const readjudicationWords = ({ decisions, equal, changed }: Readjudication): string =>
  [
    ...(changed.length > 0
      ? [
          table(
            ['contact', 'decided', 'was', 'now', 'rule'],
            changed.map(({ contact, at, was, now, notBefore, rule }) => [
              contact,
              at,
              until(was, notBefore.was),
              until(now, notBefore.now),
              rule ?? '-',
            ]),
          ),
        ]
      : []),
    `${counted(decisions, 'decision')}: ${equal} come out as they did, ${changed.length} do not`,
  ].join('\n');

const printReadjudication = async (options: ReadjudicateOptions): Promise<void> => {
  const { from, to, pack, json } = options;
  const bar = progressBar('judging again');
  const result = await ask(options, 'readjudicate', {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(pack && !isFile(pack) ? { version: pack } : {}),
    ...(pack && isFile(pack) ? { pack: (await import('@cauce/rule-packs')).readPackFile(pack) } : {}),
    onProgress: bar.update,
  }).finally(bar.stop);
  await print(result, json, readjudicationWords);
  if (!pack && result.changed.length > 0) process.exitCode = 1;
};

/** The proposal in a file. Throws UsageError that says what is wrong with it. */
const proposalIn = async (file: string): Promise<ContactProposal> => {
  const [{ checked }, { GateCheckDto }] = await Promise.all([
    import('../../api/arguments.ts'),
    import('../../api/dto/reports.ts'),
  ]);
  try {
    return await checked(GateCheckDto, parseJson(await readFile(file, 'utf8')));
  } catch (error) {
    throw new UsageError(`${file} is no proposal: ${whyUnread(error)}`);
  }
};

const printCheck = async (file: string, options: GlobalOptions & Spoken): Promise<void> => {
  const { gateCheckWords } = await import('../words/gate-check.ts');
  await print(await ask(options, 'gate-check', await proposalIn(file)), options.json, (check) =>
    gateCheckWords(check, options.lang),
  );
};

/** `gate vectors`, `gate check` and `gate readjudicate`. */
export const gateCommands = (program: Command): void => {
  const gate = program.command('gate').description('what contact law says');
  gate
    .command('vectors')
    .argument('<file>', 'worked examples of contact law, one JSON object a line')
    .description('judge worked examples with the rule packs; 1 where one comes out otherwise')
    .option(
      '--alternatives',
      'name the reading of a pack that gives what an example expects of another reading',
    )
    .option('--packs <dir>', 'packs of this folder in place of our own')
    .action(async (file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<VectorOptions>();
      if (options.alternatives) await printAlternatives(file, options);
      else if (!(await printVectors(file, options))) process.exitCode = 1;
    });
  gate
    .command('check')
    .argument(
      '<proposal>',
      'a .json file like {"debtor": "C-1", "debts": ["OB-7"], "channel": "email"}, and for an instant to come "at": "2026-03-01T14:30:00Z"',
    )
    .description('what would happen to a contact now, or at an instant to come, without doing it')
    .addOption(spoken())
    .action((file: string, _options, command: Command) =>
      printCheck(file, command.optsWithGlobals<GlobalOptions & Spoken>()),
    );
  gate
    .command('readjudicate')
    .description('judge past decisions again on what was known then; 1 where one comes out otherwise')
    .option('--from <date>', 'first day')
    .option('--to <date>', 'last day, included')
    .option(
      '--pack <pack>',
      'what if: this pack (a file, UY or UY@1.1.0) in place of that of its jurisdiction',
    )
    .action(async (_options, command: Command) =>
      printReadjudication(command.optsWithGlobals<ReadjudicateOptions>()),
    );
};
