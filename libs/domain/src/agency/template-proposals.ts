import { type Actor, type EventOf, TemplateApproved, TemplateProposed } from '@cauce/contracts';
import { err, ok, type Result, type Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';
import {
  breadthOf,
  channelOf,
  covers,
  fullNameOf,
  isMeantFor,
  type LawPack,
  languageOf,
  lint,
  readTemplate,
  STANDARD_TEMPLATES,
  standardTemplateOf,
  standardTemplatesOf,
  type Template,
  type TemplateKind,
  versionNameOf,
  type WrittenChannel,
} from '../template/index.ts';
import { digestOf, mayApproveProposal, type Proposal } from './proposal.ts';

/** Id of the one stream of an installation's templates. */
export const TEMPLATES = 'templates';

/** A version of a text that somebody would have in use. */
export interface TemplateProposal extends Proposal {
  /** In its language: "standard-overdue.es". */
  readonly template: string;
  readonly version: number;
}

export type TemplateCommand =
  | { readonly kind: 'propose'; readonly proposalId: Uuid; readonly content: Template }
  | { readonly kind: 'approve'; readonly proposalId: Uuid; readonly by: Actor };

/** The templates that were proposed, those that were approved last at the end. */
export const templateProposals: Decider<
  readonly TemplateProposal[],
  TemplateCommand,
  EventOf<typeof TemplateProposed> | EventOf<typeof TemplateApproved>
> = {
  category: 'agency',
  initial: [],
  decide(command, proposals) {
    const { proposalId } = command;
    if (command.kind === 'approve') {
      const proposal = proposals.find((one) => one.proposalId === proposalId);
      return proposal && mayApproveProposal(proposal, command.by)
        ? [TemplateApproved.make({ proposalId })]
        : [];
    }
    const { content } = command;
    const template = fullNameOf(content);
    const { version } = content;
    if (proposals.some((one) => one.template === template && one.version === version)) return [];
    const digest = digestOf(content);
    return [TemplateProposed.make({ proposalId, template, version, digest, content: { ...content } })];
  },
  evolve(proposals, event) {
    if (event.type === 'TemplateProposed')
      return [...proposals, { ...event.data, proposedBy: event.actor, approval: null }];
    const approval = { by: event.actor, at: event.recordedAt };
    const isMeant = ({ proposalId }: TemplateProposal): boolean => proposalId === event.data.proposalId;
    return [
      ...proposals.filter((one) => !isMeant(one)),
      ...proposals.filter(isMeant).map((one) => ({ ...one, approval })),
    ];
  },
};

const nameOf = ({ template, version }: TemplateProposal): string => `${template}@${version}`;

const checked = new WeakMap<TemplateProposal, Template | null>();

/** The template of a proposal; null where it is not what was proposed, or this release refuses it. */
const templateIn = (proposal: TemplateProposal): Template | null => {
  const known = checked.get(proposal);
  if (known !== undefined) return known;
  const read = readTemplate(proposal.content);
  const isGood = read.ok && digestOf(read.value) === proposal.digest && lint(read.value, []).length === 0;
  const found = isGood ? read.value : null;
  checked.set(proposal, found);
  return found;
};

/** One that may not be used is not read: it is taken for one that is meant for all, unless it lists jurisdictions. */
const unreadIn = ({ content }: TemplateProposal): Template => {
  const { jurisdictions, ...rest } = content as Template;
  return (Array.isArray(jurisdictions) ? content : rest) as Template;
};

/** What a text is wanted for. */
export interface Wanted {
  readonly channel: WrittenChannel;
  readonly kind: TemplateKind;
  readonly language: string;
}

/**
 * The texts that were approved for it, in the order in which they are looked at: before the wider the narrower, before
 * the older what was approved last.
 */
const approvedFor = (
  proposals: readonly TemplateProposal[],
  { channel, kind, language }: Wanted,
): readonly { readonly template: Template; readonly proposal: TemplateProposal }[] =>
  proposals
    .filter(({ approval }) => approval !== null)
    .map((proposal) => ({ template: templateIn(proposal) ?? unreadIn(proposal), proposal }))
    .filter(
      ({ template }) =>
        channelOf(template) === channel &&
        template.kind === kind &&
        template.language === languageOf(language),
    )
    .reverse()
    .sort((one, other) => breadthOf(one.template) - breadthOf(other.template));

/**
 * The template that a message to somebody under the law of some places is written with, these packs being in force: the
 * first that was approved and is meant for them, else the standard one. An approved one that may not be used is not
 * taken for another: its name and version are given in its place.
 */
export const templateInUse = (
  proposals: readonly TemplateProposal[],
  wanted: Wanted,
  places: readonly string[],
  packs: readonly LawPack[],
): Result<Template, string> => {
  const suits = (template: Template): boolean => isMeantFor(template, places, packs);
  const found = approvedFor(proposals, wanted).find(({ template }) => suits(template));
  if (!found) return ok(standardTemplateOf(wanted.channel, wanted.kind, wanted.language, suits));
  const template = templateIn(found.proposal);
  return template ? ok(template) : err(nameOf(found.proposal));
};

/** Whether any message is written with a version: no text that comes before it is meant for all that it is meant for. */
export const isInUse = (proposals: readonly TemplateProposal[], template: Template): boolean => {
  const { kind, language } = template;
  const wanted = { channel: channelOf(template), kind, language };
  const approved = approvedFor(proposals, wanted).map((one) => one.template);
  const all = [...approved, ...standardTemplatesOf(wanted.channel, kind, language)];
  const at = all.findIndex((one) => versionNameOf(one) === versionNameOf(template));
  return at >= 0 && !all.slice(0, at).some((one) => covers(one, template));
};

/** The template of a version that was approved, or that the release brings; null where it may not be used. */
export const templateNamed = (proposals: readonly TemplateProposal[], version: string): Template | null => {
  const standard = STANDARD_TEMPLATES.find((one) => versionNameOf(one) === version);
  if (standard) return standard;
  const approved = proposals.find((one) => one.approval !== null && nameOf(one) === version);
  return approved ? templateIn(approved) : null;
};
