import type { Actor } from '@cauce/contracts';
import { mayApproveProposal, type PackProposal, type TemplateProposal } from '@cauce/domain';
import type { Core } from '@cauce/runtime';
import { nameOfActor, namesOf } from '../principals/principals.ts';

/** One principal's word is not enough. */
export class SecondApprovalError extends Error {
  readonly code = 'SECOND_APPROVAL';

  constructor(principal: string, what: string, command: string) {
    super(
      `${principal} asked for ${what}: another principal approves with its own key: cauce ${command} … --key KEY`,
    );
    this.name = 'SecondApprovalError';
  }
}

type Proposed = PackProposal | TemplateProposal;

/** Who proposed something, and who agreed, by name. */
export const approvalsOf = (core: Core, { proposedBy, approval }: Proposed): Promise<string[]> =>
  namesOf(core, [proposedBy, ...(approval ? [approval.by] : [])]);

/** Throws SecondApprovalError where a principal would agree to its own proposal of `what`, with a command. */
export const refuseOwn = async (
  core: Core,
  actor: Actor,
  proposal: Proposed,
  [what, command]: readonly [what: string, command: string],
): Promise<void> => {
  if (!proposal.approval && !mayApproveProposal(proposal, actor))
    throw new SecondApprovalError(await nameOfActor(core, actor), what, command);
};
