/** Nobody and nothing is known by this reference. */
export class UnknownReferenceError extends Error {
  readonly code = 'UNKNOWN_REFERENCE';

  constructor(what: string, reference: string) {
    const by =
      what === 'contact'
        ? 'the id of one that was planned here; one that was logged by hand was judged by nobody'
        : "its id or the creditor's own reference, as the file wrote it";
    super(`no ${what} is known as "${reference}": give ${by}`);
    this.name = 'UnknownReferenceError';
  }
}

/** The reference fits several; `ids`, or instalments, tell them apart. */
export class AmbiguousReferenceError extends Error {
  readonly code = 'AMBIGUOUS_REFERENCE';
  readonly ids: readonly string[];

  constructor(what: string, reference: string, ids: readonly string[]) {
    super(`"${reference}" is the reference of more than one ${what}: use one of ${ids.join(', ')}`);
    this.name = 'AmbiguousReferenceError';
    this.ids = ids;
  }
}

/** A question that cannot be answered as it was asked. */
export class BadQuestionError extends Error {
  readonly code = 'BAD_QUESTION';

  constructor(message: string) {
    super(message);
    this.name = 'BadQuestionError';
  }
}

/** The read models stand still, so that answers would be old. */
export class NotFollowingError extends Error {
  readonly code = 'NOT_FOLLOWING';

  constructor(reason: string, cause?: unknown) {
    super(`the read models do not follow the log: ${reason}`, { cause });
    this.name = 'NotFollowingError';
  }
}
