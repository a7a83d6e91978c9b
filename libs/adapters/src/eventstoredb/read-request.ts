import { type LogPosition, positionOf } from './position.ts';
import { Empty, ReadReq, type ReadRequest, streamIdentifier } from './wire.ts';

/** Events that the server looks through at once where few of them pass the filter; it must be more than are wanted. */
const SEARCH_WINDOW = 1_000;
/** How often a subscription hears how far the server looked, in multiples of 32 events: seldom, for nobody listens. */
const CHECKPOINT_INTERVAL = 1_000;

/** Which streams of the log: names that begin with one of some prefixes, or match a regular expression. */
export type NameFilter = { readonly prefixes: readonly string[] } | { readonly regex: string };

/** All but the server's own streams, whose names begin with a dollar. */
export const NOT_OF_THE_SERVER: NameFilter = { regex: '^[^$]' };

const { Options } = ReadReq;

const request = (count: number | 'subscription', backwards: boolean) => {
  const options = new Options()
    .setResolveLinks(false)
    .setReadDirection(backwards ? 1 : 0)
    .setUuidOption(new Options.UUIDOption().setString(new Empty()));
  if (count === 'subscription') options.setSubscription(new Options.SubscriptionOptions());
  else options.setCount(String(count));
  return { options, request: new ReadReq().setOptions(options) };
};

/** Reads at most `count` events of a stream; `from` left out: from the end of it that the direction begins at. */
export const streamRequest = (
  stream: string,
  { from, backwards, count }: { readonly from?: number; readonly backwards: boolean; readonly count: number },
): ReadRequest => {
  const one = request(count, backwards);
  const of = new Options.StreamOptions().setStreamIdentifier(streamIdentifier(stream));
  if (from !== undefined) of.setRevision(String(from));
  else if (backwards) of.setEnd(new Empty());
  else of.setStart(new Empty());
  one.options.setStream(of).setNoFilter(new Empty());
  return one.request;
};

const filterOf = (names: NameFilter, count: number | 'subscription') => {
  const expression = new Options.FilterOptions.Expression();
  if ('regex' in names) expression.setRegex(names.regex);
  else expression.setPrefixList([...names.prefixes]);
  const filter = new Options.FilterOptions()
    .setStreamIdentifier(expression)
    .setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL);
  return count === 'subscription'
    ? filter.setCount(new Empty())
    : filter.setMax(Math.max(SEARCH_WINDOW, count + 1));
};

const place = ({ commit, prepare }: LogPosition) =>
  new Options.Position().setCommitPosition(commit).setPreparePosition(prepare);

/**
 * Reads the log: at most `count` events from a position on (the event there included), or a subscription to all that
 * come after it.
 */
export const logRequest = (
  names: NameFilter,
  after: string | null,
  count: number | 'subscription',
): ReadRequest => {
  const one = request(count, false);
  const all = new Options.AllOptions();
  if (after === null) all.setStart(new Empty());
  else all.setPosition(place(positionOf(after)));
  one.options.setAll(all).setFilter(filterOf(names, count));
  return one.request;
};

/**
 * Reads the log backwards from its end or from before a position, at most `count` events. Without a filter: servers
 * give up a filtered read backwards when they have looked through a window in vain.
 */
export const backwardsRequest = (before: string | null, count: number): ReadRequest => {
  const one = request(count, true);
  const all = new Options.AllOptions();
  if (before === null) all.setEnd(new Empty());
  else all.setPosition(place(positionOf(before)));
  one.options.setAll(all).setNoFilter(new Empty());
  return one.request;
};
