import { Packs } from '@cauce/compliance-gate';
import {
  channelOf,
  digestOf,
  type Finding,
  fullNameOf,
  isInUse,
  type Jurisdictions,
  lint,
  mayApproveProposal,
  readTemplate,
  STANDARD_TEMPLATES,
  TEMPLATES,
  type Template,
  type TemplateKind,
  type TemplateLanguage,
  type TemplateProposal,
  templateProposals,
  templatePublication,
  versionNameOf,
  type WrittenChannel,
} from '@cauce/domain';
import { derivedId, type InstantText, instantText } from '@cauce/kernel';
import { ownPacks, type PackFile } from '@cauce/rule-packs';
import type { Core } from '@cauce/runtime';
import type { App } from '../host/app.ts';
import { UsageError } from '../host/usage-error.ts';
import { nameOfActor, namesOf } from '../principals/principals.ts';
import { SecondApprovalError } from './second-approval.ts';
import { TemplateError } from './template-error.ts';

/** A version of a text. */
export interface TemplateVersion {
  /** "standard-overdue.es". */
  readonly template: string;
  readonly version: number;
  readonly channel: WrittenChannel;
  readonly kind: TemplateKind;
  readonly language: TemplateLanguage;
  /** Null: all. */
  readonly jurisdictions: Jurisdictions | null;
  /** Who wants it, and who agreed; nobody of those that come with the release. */
  readonly approvals: readonly string[];
  /** Null of those that come with the release, and until another principal has agreed. */
  readonly approvedAt: InstantText | null;
  /** Whether messages are written with it. */
  readonly inUse: boolean;
}

const OF_THE_RELEASE = 'standard-';

type Proposals = readonly TemplateProposal[];

const versionOf = async (
  core: Core,
  proposals: Proposals,
  template: Template,
  proposal?: TemplateProposal,
): Promise<TemplateVersion> => {
  const { version, kind, language, jurisdictions } = template;
  const name = fullNameOf(template);
  const channel = channelOf(template);
  const { approval = null } = proposal ?? {};
  return {
    template: name,
    version,
    channel,
    kind,
    language,
    jurisdictions: jurisdictions ?? null,
    approvals: await namesOf(core, proposal ? [proposal.proposedBy, ...(approval ? [approval.by] : [])] : []),
    approvedAt: approval?.at ?? null,
    inUse: isInUse(proposals, template),
  };
};

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

/** Every version of every text, of the release and of the log. */
export const templatesOperation = async (
  { folder: { core } }: App,
  _args: object,
): Promise<{ templates: readonly TemplateVersion[] }> => {
  const proposals = await core.log.load(templateProposals, TEMPLATES);
  return {
    templates: await Promise.all([
      ...STANDARD_TEMPLATES.map((one) => versionOf(core, proposals, one)),
      ...proposals.map((one) => versionOf(core, proposals, one.content as Template, one)),
    ]),
  };
};

/** A version by its name, "standard-overdue.es@1", with its texts. Throws UsageError. */
export const showTemplateOperation = async (
  { folder: { core } }: App,
  { template: name }: { template: string },
): Promise<TemplateVersion & { readonly content: object }> => {
  const proposals = await core.log.load(templateProposals, TEMPLATES);
  const standard = STANDARD_TEMPLATES.find((one) => versionNameOf(one) === name);
  if (standard) return { ...(await versionOf(core, proposals, standard)), content: standard };
  const proposal = proposalIn(proposals, name);
  return {
    ...(await versionOf(core, proposals, proposal.content as Template, proposal)),
    content: proposal.content,
  };
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

/** Throws UsageError where nothing was proposed by that name. */
const proposalIn = (proposals: Proposals, name: string): TemplateProposal => {
  const found = proposals.find(({ template, version }) => `${template}@${version}` === name);
  if (!found)
    throw new UsageError(
      `there is no version ${name}: give NAME@VERSION, like standard-overdue.es@2, as "cauce templates list" has them`,
    );
  return found;
};

const shown = (core: Core, proposals: Proposals, name: string): Promise<TemplateVersion> => {
  const proposal = proposalIn(proposals, name);
  return versionOf(core, proposals, proposal.content as Template, proposal);
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
      if (!mayApproveProposal(proposal, actor))
        throw new SecondApprovalError(await nameOfActor(core, actor), 'this template', 'templates approve');
      await templateIn(app, content);
      await unit.execute(templateProposals, TEMPLATES, { kind: 'approve', proposalId, by: actor });
      const published = { kind: 'publish', name: template, version: String(version), digest } as const;
      await unit.execute(templatePublication, template, published);
    }
    return shown(core, await unit.load(templateProposals, TEMPLATES), name);
  });
};
