import type { Actor } from '@cauce/contracts';
import { canonicalJson, type InstantText, sha256, type Uuid } from '@cauce/kernel';

/** Something of the whole agency that one principal wants, and that takes effect when another has agreed. */
export interface Proposal {
  readonly proposalId: Uuid;
  readonly digest: string;
  /** As its file holds it. */
  readonly content: object;
  readonly proposedBy: Actor;
  /** Null while nobody else has agreed. */
  readonly approval: { readonly by: Actor; readonly at: InstantText } | null;
}

/** Whether a principal may agree to a proposal: nobody approves what they proposed. */
export const mayApproveProposal = (
  { approval, proposedBy }: Pick<Proposal, 'approval' | 'proposedBy'>,
  by: Actor,
): boolean => approval === null && proposedBy !== by;

/** What some content is told apart by, to the letter. */
export const digestOf = (content: object): string => sha256(canonicalJson(content));
