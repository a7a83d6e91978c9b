import kafkajs from 'kafkajs';
import type { Owned, Place } from './owned.ts';

/** What kafkajs takes for the broker's word that the group divides its work anew: it joins, or tries to, once more. */
export class JoinAnewError extends kafkajs.KafkaJSError {
  readonly type = 'REBALANCE_IN_PROGRESS';
}

/** From where a batch must come for the client to join anew: what was taken and forgotten does not come by itself. */
export const forgotten = (owned: Owned): (Place & { readonly offset: string })[] =>
  [...owned.all()].flatMap(({ place, finished: { next, horizon } }) =>
    next !== null && next < horizon ? [{ ...place, offset: String(next) }] : [],
  );
