import { resolve } from 'node:path';
import type { ContactLine, EventLine, Grouping } from '@cauce/reporting';
import { type Command, Option } from 'commander';
import { UsageError } from '../../host/usage-error.ts';
import { ask, askLines } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { type Spoken, spoken } from '../language.ts';
import { print, printLines, table } from '../output.ts';
import { timelineWords } from '../words/timeline.ts';

const contactWords = ({ contactId, plannedFor, status, channel, debtor, items }: ContactLine): string => {
  const spoken = items.map(({ debt, step }) => `${debt} ${step}`).join(', ');
  return [plannedFor, status.padEnd(10), channel, debtor, spoken, contactId].join('  ');
};

const eventWords = ({ recordedAt, stream, revision, type }: EventLine): string =>
  `${recordedAt}  ${stream}@${revision}  ${type}`;

const BUCKETS = [
  'current',
  'd1_30',
  'd31_60',
  'd61_90',
  'd91_120',
  'd121_180',
  'd181_360',
  'd360_plus',
  'total',
] as const;

const exportCommands = (program: Command): void => {
  const parent = program.command('export').description('write out contacts or events, one a line');
  parent
    .command('contacts')
    .description('every contact, with its debtor, where it stands, and the id that explain takes')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await askLines<ContactLine>(options, 'export-contacts', {}, (lines) =>
        printLines(lines, options.json, contactWords),
      );
    });
  parent
    .command('events')
    .description('every event, opened where the key still exists')
    .option('--stream <stream>', 'one stream')
    .option('--type <type>', 'one event type')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { stream?: string; type?: string }>();
      const { stream, type } = options;
      const question = { ...(stream ? { stream } : {}), ...(type ? { type } : {}) };
      await askLines<EventLine>(options, 'export-events', question, (lines) =>
        printLines(lines, options.json, eventWords),
      );
    });
};

interface ComplianceOptions extends GlobalOptions, Spoken {
  readonly from: string;
  readonly to: string;
  readonly by?: Grouping;
}

const complianceCommand = (report: Command): void => {
  report
    .command('compliance')
    .description('what was tried, put off, refused and complained of, with the rules')
    .requiredOption('--from <date>', 'first day')
    .requiredOption('--to <date>', 'last day, included')
    .addOption(
      new Option(
        '--by <group>',
        'also by the advisor who answers for it, the creditor or the portfolio',
      ).choices(['person', 'creditor', 'portfolio']),
    )
    .addOption(spoken())
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<ComplianceOptions>();
      const { from, to, by, lang } = options;
      const { complianceWords } = await import('../words/compliance.ts');
      const report = await ask(options, 'report-compliance', { from, to, ...(by ? { by } : {}) });
      await print(report, options.json, (told) => complianceWords(told, lang));
    });
};

const ageingCommand = (report: Command): void => {
  report
    .command('ageing')
    .description('open balances by days past due at the end of a day')
    .option('--as-of <date>', 'YYYY-MM-DD', 'today')
    .option('--known-at <instant>', 'only what was recorded by then')
    .option('--portfolio <code>', 'one portfolio')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<
        GlobalOptions & { asOf: string; knownAt?: string; portfolio?: string }
      >();
      const { asOf, knownAt, portfolio } = options;
      const report = await ask(options, 'report-ageing', {
        asOf,
        ...(knownAt ? { knownAt } : {}),
        ...(portfolio ? { portfolio } : {}),
      });
      await print(report, options.json, ({ currencies }) =>
        table(
          ['currency', 'debts', ...BUCKETS],
          currencies.map((one) => [one.currency, one.debts, ...BUCKETS.map((bucket) => one[bucket])]),
        ),
      );
    });
};

/** A number of entries; what is none is refused where the answer would not show it. */
const countOf = (text: string): number => {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--limit must be a whole number from 1 on, not "${text}"`);
};

const timelineCommand = (program: Command): void => {
  program
    .command('timeline')
    .description('everything that happened to a debtor or a debt, in order, with the ids that explain takes')
    .argument('<debtor|debt>', "id, document or the creditor's reference")
    .option('--as-of <instant>', 'only what was true by then')
    .option('--known-at <instant>', 'only what was recorded by then')
    .option('--limit <n>', 'entries of a page', countOf)
    .option('--after <cursor>', 'page after a cursor')
    .addOption(spoken())
    .action(async (of: string, _options, command: Command) => {
      const options = command.optsWithGlobals<
        GlobalOptions & Spoken & { asOf?: string; knownAt?: string; limit?: number; after?: string }
      >();
      const { asOf, knownAt, limit, after, lang } = options;
      const page = await ask(options, 'timeline', {
        of,
        lang,
        ...(asOf ? { asOf } : {}),
        ...(knownAt ? { knownAt } : {}),
        ...(limit ? { limit } : {}),
        ...(after ? { after } : {}),
      });
      await print(page, options.json, (told) => timelineWords(told, lang));
    });
};

const dossierCommand = (program: Command): void => {
  program
    .command('dossier')
    .description('one self-contained page about a debtor, for a regulator')
    .argument('<debtor>', "id, document or the creditor's reference")
    .requiredOption('--out <file>', 'HTML file to write')
    .action(async (debtor: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { out: string }>();
      const out = resolve(options.out);
      const { refuseOwnFile } = await import('../../host/own-files.ts');
      refuseOwnFile(resolve(options.data), out);
      const report = await ask(options, 'dossier', { debtor, out });
      await print(report, options.json, ({ file, bytes }) => `${file} (${bytes} bytes)`);
    });
};

/** Commands that read and change nothing. */
export const reportCommands = (program: Command): void => {
  exportCommands(program);
  const report = program.command('report').description('reports over the portfolios');
  ageingCommand(report);
  complianceCommand(report);
  timelineCommand(program);
  dossierCommand(program);
};
