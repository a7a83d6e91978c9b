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
