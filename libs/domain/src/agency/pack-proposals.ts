import { type Actor, type EventOf, PackApproved, PackProposed } from '@cauce/contracts';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';
import { mayApproveProposal, type Proposal } from './proposal.ts';

/** Id of the one stream of an installation's packs. */
export const PACKS = 'packs';

/** A version of a pack that somebody would have in force. */
export interface PackProposal extends Proposal {
  /** Whose rules they are: a jurisdiction. */
  readonly pack: string;
  readonly version: string;
  readonly effectiveFrom: InstantText;
}

export type PackCommand =
  | ({ readonly kind: 'propose' } & Pick<
      PackProposal,
      'proposalId' | 'pack' | 'version' | 'digest' | 'content' | 'effectiveFrom'
    >)
  | { readonly kind: 'approve'; readonly proposalId: Uuid; readonly by: Actor };

/** The packs that were proposed and approved, in the order in which they were proposed. */
export const packProposals: Decider<
  readonly PackProposal[],
  PackCommand,
  EventOf<typeof PackProposed> | EventOf<typeof PackApproved>
> = {
  category: 'agency',
  initial: [],
  decide(command, proposals) {
    if (command.kind === 'approve') {
      const proposal = proposals.find(({ proposalId }) => proposalId === command.proposalId);
      return proposal && mayApproveProposal(proposal, command.by)
        ? [PackApproved.make({ proposalId: command.proposalId })]
        : [];
    }
    const { kind: _, content, ...proposed } = command;
    const isKnown = proposals.some(
      ({ pack, version }) => pack === command.pack && version === command.version,
    );
    return isKnown ? [] : [PackProposed.make({ ...proposed, content: { ...content } })];
  },
  evolve(proposals, event) {
    if (event.type === 'PackProposed')
      return [...proposals, { ...event.data, proposedBy: event.actor, approval: null }];
    const approval = { by: event.actor, at: event.recordedAt };
    return proposals.map((one) => (one.proposalId === event.data.proposalId ? { ...one, approval } : one));
  },
};

/** From when a proposal is in force: its instant, or its approval where that came later; null while there is none. */
export const packInForceFrom = ({ approval, effectiveFrom }: PackProposal): InstantText | null => {
  if (!approval) return null;
  return approval.at > effectiveFrom ? approval.at : effectiveFrom;
};

/** The approved versions in force at an instant, one of each pack: the one that took effect last. */
export const packsInForce = (
  proposals: readonly PackProposal[],
  at: InstantText,
): readonly PackProposal[] => {
  const found = new Map<string, { readonly from: InstantText; readonly proposal: PackProposal }>();
  for (const proposal of proposals) {
    const from = packInForceFrom(proposal);
    const before = found.get(proposal.pack);
    if (from !== null && from <= at && (!before || before.from <= from))
      found.set(proposal.pack, { from, proposal });
  }
  return [...found.values()].map(({ proposal }) => proposal);
};

/** The next instant after one at which other packs are in force; null where none is known. */
export const nextPackChange = (proposals: readonly PackProposal[], at: InstantText): InstantText | null =>
  proposals
    .map(packInForceFrom)
    .filter((from): from is InstantText => from !== null && from > at)
    .sort()[0] ?? null;
