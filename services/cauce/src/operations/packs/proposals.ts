import {
  digestOf,
  PACKS,
  type PackProposal,
  packInForceFrom,
  packProposals,
  packsInForce,
  rulePackPublication,
} from '@cauce/domain';
import { derivedId, type InstantText, instantText, type Uuid } from '@cauce/kernel';
import { ownPacks } from '@cauce/rule-packs';
import type { Core } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';
import { approvalsOf, refuseOwn } from '../approvals.ts';
import { instantOption } from '../arguments/dates.ts';
import { namedPack } from './named-pack.ts';

/** A version of a pack that was proposed. */
export interface ProposedPack {
  readonly proposalId: Uuid;
  readonly pack: string;
  readonly version: string;
  /** When it is meant to take effect. */
  readonly effectiveFrom: InstantText;
  /** When it does or did; null until another principal has approved it. */
  readonly inForceFrom: InstantText | null;
  readonly approvals: readonly string[];
  /** What whoever proposed it may not expect. */
  readonly notes: readonly string[];
}

/** A pack that contacts are judged by. */
export interface PackInForce {
  readonly pack: string;
  readonly version: string;
  /** Null of those that come with the release. */
  readonly since: InstantText | null;
}

/** No law is put in force behind decisions that were made without it. */
const notesOn = ({ approval, effectiveFrom }: PackProposal, now: InstantText): readonly string[] =>
  approval === null && effectiveFrom < now
    ? [
        `${effectiveFrom} is over (it is ${now}): the pack takes effect when another principal approves it, and what was decided before then stands`,
      ]
    : [];

const shown = async (core: Core, proposal: PackProposal): Promise<ProposedPack> => {
  const { proposalId, pack, version, effectiveFrom } = proposal;
  return {
    proposalId,
    pack,
    version,
    effectiveFrom,
    inForceFrom: packInForceFrom(proposal),
    approvals: await approvalsOf(core, proposal),
    notes: notesOn(proposal, instantText(core.clock.now())),
  };
};

/** The packs in force, and those that were proposed. */
export const packsOperation = async (
  { folder: { core } }: App,
  _args: object,
): Promise<{ inForce: readonly PackInForce[]; proposals: readonly ProposedPack[] }> => {
  const proposals = await core.log.load(packProposals, PACKS);
  const approved = packsInForce(proposals, instantText(core.clock.now()));
  const replaced = new Set(approved.map(({ pack }) => pack));
  const builtIn = ownPacks().filter(({ jurisdiction }) => !replaced.has(jurisdiction));
  const inForce = [
    ...builtIn.map(({ jurisdiction, version }) => ({ pack: jurisdiction, version, since: null })),
    ...approved.map((one) => ({ pack: one.pack, version: one.version, since: packInForceFrom(one) })),
  ];
  return {
    inForce: inForce.sort((a, b) => (a.pack < b.pack ? -1 : 1)),
    proposals: await Promise.all(proposals.map((one) => shown(core, one))),
  };
};

/** Proposes a version of a pack, to take effect at an instant once another principal has approved it. Throws PackError. */
export const proposePackOperation = async (
  app: App,
  { pack: content, effective }: { pack: unknown; effective: string },
): Promise<ProposedPack> => {
  const { actor, folder } = app;
  const { log } = folder.core;
  const pack = await namedPack(app, content);
  const effectiveFrom = instantOption('effective', effective);
  const { jurisdiction, version } = pack;
  const digest = digestOf(pack);
  const proposalId = derivedId('pack', jurisdiction, version, digest, effectiveFrom);
  const cause = { actor, causationId: proposalId, correlationId: proposalId };
  return log.transact(cause, async (unit) => {
    const released = Object.hasOwn(await log.load(rulePackPublication, jurisdiction), version);
    const before = (await unit.load(packProposals, PACKS)).find(
      (one) => one.pack === jurisdiction && one.version === version,
    );
    if (released || (before && before.proposalId !== proposalId))
      throw new UsageError(
        `there is a version ${version} of ${jurisdiction} already: give this one a new version`,
      );
    const proposed = { proposalId, pack: jurisdiction, version, digest, effectiveFrom };
    await unit.execute(packProposals, PACKS, { kind: 'propose', ...proposed, content: pack });
    return shown(folder.core, proposalIn(await unit.load(packProposals, PACKS), proposalId));
  });
};

/** Throws UsageError where nothing was proposed by that id. */
const proposalIn = (proposals: readonly PackProposal[], proposalId: string): PackProposal => {
  const found = proposals.find((one) => one.proposalId === proposalId);
  if (!found) throw new UsageError(`no pack is proposed as ${proposalId}: see "cauce packs list"`);
  return found;
};

/** Approves a proposal of another principal. Throws SecondApprovalError for one's own. */
export const approvePackOperation = async (
  { folder: { core }, actor }: App,
  { proposal: proposalId }: { proposal: string },
): Promise<ProposedPack> => {
  const { log, clock } = core;
  const causationId = derivedId('approve-pack', proposalId, actor, instantText(clock.now()));
  return log.transact({ actor, causationId, correlationId: causationId }, async (unit) => {
    const proposal = proposalIn(await unit.load(packProposals, PACKS), proposalId);
    await refuseOwn(core, actor, proposal, ['this pack', 'packs approve']);
    await unit.execute(packProposals, PACKS, { kind: 'approve', proposalId, by: actor });
    return shown(core, proposalIn(await unit.load(packProposals, PACKS), proposalId));
  });
};
