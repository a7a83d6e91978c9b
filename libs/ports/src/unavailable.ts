/**
 * A server did not answer. Nothing is wrong with what was asked: it may be asked again, and what it would have
 * changed may have happened or not.
 */
export class UnavailableError extends Error {
  constructor(server: string, cause: Error) {
    super(`${server} does not answer: ${cause.message}`, { cause });
    this.name = 'UnavailableError';
  }
}
