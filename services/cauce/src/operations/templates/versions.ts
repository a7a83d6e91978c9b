import {
  channelOf,
  fullNameOf,
  isInUse,
  type Jurisdictions,
  STANDARD_TEMPLATES,
  TEMPLATES,
  type Template,
  type TemplateKind,
  type TemplateLanguage,
  type TemplateProposal,
  templateProposals,
  versionNameOf,
  type WrittenChannel,
} from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';
import { approvalsOf } from '../approvals.ts';

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
  return {
    template: name,
    version,
    channel,
    kind,
    language,
    jurisdictions: jurisdictions ?? null,
    approvals: proposal ? await approvalsOf(core, proposal) : [],
    approvedAt: proposal?.approval?.at ?? null,
    inUse: isInUse(proposals, template),
  };
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

/** Throws UsageError where nothing was proposed by that name. */
export const proposalIn = (proposals: Proposals, name: string): TemplateProposal => {
  const found = proposals.find(({ template, version }) => `${template}@${version}` === name);
  if (!found)
    throw new UsageError(
      `there is no version ${name}: give NAME@VERSION, like standard-overdue.es@2, as "cauce templates list" has them`,
    );
  return found;
};

/** A version that was proposed, by its name. Throws UsageError. */
export const shown = (core: Core, proposals: Proposals, name: string): Promise<TemplateVersion> => {
  const proposal = proposalIn(proposals, name);
  return versionOf(core, proposals, proposal.content as Template, proposal);
};
