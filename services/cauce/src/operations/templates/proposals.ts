import { Packs } from '@cauce/compliance-gate';
import {
  digestOf,
  type Finding,
  fullNameOf,
  lint,
  readTemplate,
  TEMPLATES,
  type Template,
  templateProposals,
  templatePublication,
  versionNameOf,
} from '@cauce/domain';
import { derivedId, instantText } from '@cauce/kernel';
import { ownPacks, type PackFile } from '@cauce/rule-packs';
import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';
import { refuseOwn } from '../approvals.ts';
import { TemplateError } from './template-error.ts';
import { proposalIn, shown, type TemplateVersion } from './versions.ts';

const OF_THE_RELEASE = 'standard-';

/** The law that is in force now. */
const packsNow = async ({ folder: { core } }: App): Promise<readonly PackFile[]> =>
  (await new Packs(ownPacks()).at(core.log, instantText(core.clock.now()))).packs;

/** The template in some content. Throws TemplateError with all that forbids its use. */
const templateIn = async (app: App, content: unknown): Promise<Template> => {
  const read = readTemplate(content);
  const findings: readonly Finding[] = read.ok
    ? lint(read.value, await packsNow(app))
    : read.error.map((fault) => ({ ...fault, rules: [] }));
  if (!read.ok || findings.length > 0) throw new TemplateError(findings);
  return read.value;
};

/** Proposes a version of a text, to be used once another principal has approved it. Throws TemplateError. */
export const proposeTemplateOperation = async (
  app: App,
  { template: content }: { template: unknown },
): Promise<TemplateVersion> => {
  const { folder, actor } = app;
  const { log } = folder.core;
  const template = await templateIn(app, content);
  const name = fullNameOf(template);
  const { version } = template;
  if (template.name.startsWith(OF_THE_RELEASE))
    throw new UsageError(
      `${OF_THE_RELEASE}… are names of the release, which may bring new versions: give yours another`,
    );
  const digest = digestOf(template);
  const proposalId = derivedId('template', name, String(version), digest);
  const cause = { actor, causationId: proposalId, correlationId: proposalId };
  return log.transact(cause, async (unit) => {
    const before = (await unit.load(templateProposals, TEMPLATES)).find(
      (one) => one.template === name && one.version === version,
    );
    if (before && before.proposalId !== proposalId)
      throw new UsageError(`there is a version ${version} of ${name} already: give this one a new version`);
    await unit.execute(templateProposals, TEMPLATES, { kind: 'propose', proposalId, content: template });
    return shown(folder.core, await unit.load(templateProposals, TEMPLATES), versionNameOf(template));
  });
};

/**
 * Approves what another principal proposed, if the law of now has nothing against it. Throws SecondApprovalError for
 * one's own, TemplateError with what forbids it.
 */
export const approveTemplateOperation = async (
  app: App,
  { template: name }: { template: string },
): Promise<TemplateVersion> => {
  const { actor } = app;
  const { core } = app.folder;
  const { log, clock } = core;
  const causationId = derivedId('approve-template', name, actor, instantText(clock.now()));
  return log.transact({ actor, causationId, correlationId: causationId }, async (unit) => {
    // Loaded first, written first where the store writes one stream after the other: nothing is in use unpublished.
    await unit.load(templatePublication, name.slice(0, name.lastIndexOf('@')));
    const proposal = proposalIn(await unit.load(templateProposals, TEMPLATES), name);
    const { proposalId, template, version, digest, content, approval } = proposal;
    if (!approval) {
      await refuseOwn(core, actor, proposal, ['this template', 'templates approve']);
      await templateIn(app, content);
      await unit.execute(templateProposals, TEMPLATES, { kind: 'approve', proposalId, by: actor });
      const published = { kind: 'publish', name: template, version: String(version), digest } as const;
      await unit.execute(templatePublication, template, published);
    }
    return shown(core, await unit.load(templateProposals, TEMPLATES), name);
  });
};
