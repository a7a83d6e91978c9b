import kafkajs from 'kafkajs';
import type { Owned, Place } from './owned.ts';

/**
 * Makes the client join its group anew. It gives up a join that fails otherwise than by another division (a coordinator
 * that is still loading, a broker that is gone), and goes on as the member that it was, if the group still has it; but
 * whatever it had was handed over before it joined, and nothing is taken until it has joined.
 */
export class JoinGivenUpError extends kafkajs.KafkaJSError {
  /** What kafkajs joins for. */
  readonly type = 'REBALANCE_IN_PROGRESS';

  constructor() {
    super('a join was given up');
  }
}

/** From where a batch must come for the client to join anew: what was taken and forgotten does not come by itself. */
export const forgotten = (owned: Owned): (Place & { readonly offset: string })[] =>
  [...owned.all()].flatMap(({ place, finished: { next, horizon } }) =>
    next !== null && next < horizon ? [{ ...place, offset: String(next) }] : [],
  );
