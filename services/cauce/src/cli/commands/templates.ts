import { readFile } from 'node:fs/promises';
import type { Fault, Finding } from '@cauce/domain';
import { parseJson, whyUnread } from '@cauce/kernel';
import type { Command } from 'commander';
import { UsageError } from '../../host/usage-error.ts';
import type { TemplateVersion } from '../../operations/templates/versions.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { counted, print, table } from '../output.ts';

interface Lint {
  readonly templates: readonly string[];
  readonly findings: readonly (Finding & { readonly template: string })[];
}

/** What a file of JSON holds. Throws UsageError. */
const contentOf = async (file: string): Promise<unknown> => {
  try {
    return parseJson(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${whyUnread(error)}`);
  }
};

/** Templates by file, or those of the release by name. */
const contentsNamed = async (name: string): Promise<readonly unknown[]> => {
  if (name.endsWith('.json')) return [await contentOf(name)];
  const { fullNameOf, STANDARD_TEMPLATES } = await import('@cauce/domain');
  const found = STANDARD_TEMPLATES.filter((one) => one.name === name || fullNameOf(one) === name);
  if (found.length === 0)
    throw new UsageError(
      `there is no template ${name}: give a file, or one of the release: ${listOf(STANDARD_TEMPLATES.map(fullNameOf))}`,
    );
  return found;
};

const listOf = (names: readonly string[]): string => names.join(', ');

const lintNamed = async (name: string): Promise<Lint> => {
  const { fullNameOf, lint, readTemplate } = await import('@cauce/domain');
  const { readPacks } = await import('@cauce/rule-packs');
  const packs = readPacks();
  const templates: string[] = [];
  const findings: Lint['findings'][number][] = [];
  for (const content of await contentsNamed(name)) {
    const read = readTemplate(content);
    const template = read.ok ? fullNameOf(read.value) : name;
    const found = read.ok ? lint(read.value, packs) : read.error.map(withoutRules);
    templates.push(template);
    findings.push(...found.map((finding) => ({ template, ...finding })));
  }
  return { templates, findings };
};

const withoutRules = (fault: Fault): Finding => ({ ...fault, rules: [] });

const lintWords = ({ templates, findings }: Lint): string =>
  [
    ...findings.flatMap(({ template, where, problem, rules }) => [
      `${template}: ${where}: ${problem}`,
      ...rules.map(({ pack, rule, citation }) => `  ${pack} ${rule}: ${citation}`),
    ]),
    `${counted(templates.length, 'template')}, ${counted(findings.length, 'finding')}`,
  ].join('\n');

const versionWords = ({ template, version, approvedAt, inUse, approvals }: TemplateVersion): string => {
  const name = `${template}@${version}`;
  if (approvals.length === 0) return `${name} comes with the release${inUse ? ' and is in use' : ''}`;
  return approvedAt
    ? `${name} was approved at ${approvedAt}: ${approvals.join(' and ')} agree${inUse ? '; it is in use' : ''}`
    : `${name} is proposed: another principal approves: cauce templates approve ${name} --key KEY`;
};

const placesWords = (jurisdictions: TemplateVersion['jurisdictions']): string =>
  jurisdictions === 'lawful' ? 'wherever lawful' : jurisdictions ? listOf(jurisdictions) : 'all';

const listWords = ({ templates }: { templates: readonly TemplateVersion[] }): string =>
  table(
    ['template', 'version', 'channel', 'kind', 'for', 'approved', 'in use'],
    templates.map(({ template, version, channel, kind, jurisdictions, approvals, approvedAt, inUse }) => [
      template,
      version,
      channel,
      kind,
      placesWords(jurisdictions),
      approvedAt ?? (approvals.length === 0 ? 'release' : 'not yet'),
      inUse ? 'yes' : '',
    ]),
  );

const contentWords = (version: TemplateVersion & { readonly content: object }): string =>
  [
    versionWords(version),
    ...Object.entries(version.content)
      .filter(([field]) => ['subject', 'text', 'html'].includes(field))
      .map(([field, words]) => `\n${field}:\n${words}`),
  ].join('\n');

/** `templates list`, `show`, `propose` and `approve`. */
const versionCommands = (templates: Command): void => {
  templates
    .command('list')
    .description('every version of every text: who agreed, and which is in use')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'templates', {}), options.json, listWords);
    });
  templates
    .command('show')
    .argument('<version>', 'NAME@VERSION, as "list" names it')
    .description('the texts of a version')
    .action(async (template: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'template-show', { template }), options.json, contentWords);
    });
  templates
    .command('propose')
    .argument('<file>', 'a .json file: a template as "show --json" gives its content')
    .description('propose a version of a text; it is used once another principal has approved it')
    .action(async (file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const template = await contentOf(file);
      await print(await ask(options, 'template-propose', { template }), options.json, versionWords);
    });
  templates
    .command('approve')
    .argument('<version>', 'NAME@VERSION')
    .description('approve what another principal proposed: from then on messages are written with it')
    .action(async (template: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'template-approve', { template }), options.json, versionWords);
    });
};

/** `templates`. */
export const templatesCommands = (program: Command): void => {
  const templates = program.command('templates').description('the texts of messages, in versions');
  versionCommands(templates);
  templates
    .command('lint')
    .argument('<template>', 'a .json file, or the name of one of the release')
    .description('what forbids the use of a text, with the law that says so; 1 where something does')
    .action(async (name: string, _options, command: Command) => {
      const report = await lintNamed(name);
      await print(report, command.optsWithGlobals<GlobalOptions>().json, lintWords);
      if (report.findings.length > 0) process.exitCode = 1;
    });
};
