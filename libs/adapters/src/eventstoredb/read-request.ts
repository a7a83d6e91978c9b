import { positionOf } from './position.ts';
import { bytesOf, integer, message, streamName, text, type Writer } from './wire.ts';

/** Events that the server looks through at once where few of them pass the filter; it must be more than are wanted. */
const SEARCH_WINDOW = 1_000;
/** How often a subscription hears how far the server looked, in multiples of 32 events: seldom, for nobody listens. */
const CHECKPOINT_INTERVAL = 1_000;

/** Which streams of the log: names that begin with one of some prefixes, or match a regular expression. */
export type NameFilter = { readonly prefixes: readonly string[] } | { readonly regex: string };

/** All but the server's own streams, whose names begin with a dollar. */
export const NOT_OF_THE_SERVER: NameFilter = { regex: '^[^$]' };

/** Fields of `event_store.client.streams.ReadReq.Options`. */
const OPTIONS = {
  stream: 1,
  log: 2,
  direction: 3,
  count: 5,
  subscription: 6,
  filter: 7,
  noFilter: 8,
  uuids: 9,
} as const;

/** The direction from the end on, of `ReadDirection`; the other one is what is meant where none is told. */
const BACKWARDS = 1;

/** Of `UUIDOption`. */
const UUIDS_AS_TEXT = 2;

interface Range {
  readonly count: number | 'subscription';
  readonly backwards?: boolean;
  /** What passes; left out, everything does. */
  readonly filter?: NameFilter;
}

/** A request, as `event_store.client.streams.ReadReq`; `from` writes what is read from where. */
const request = ({ count, backwards = false, filter }: Range, from: (writer: Writer) => void): Uint8Array =>
  bytesOf((writer) =>
    message(writer, 1, () => {
      from(writer);
      if (backwards) integer(writer, OPTIONS.direction, BACKWARDS);
      if (count === 'subscription') message(writer, OPTIONS.subscription);
      else integer(writer, OPTIONS.count, count);
      if (filter) message(writer, OPTIONS.filter, () => names(writer, filter, count));
      else message(writer, OPTIONS.noFilter);
      message(writer, OPTIONS.uuids, () => message(writer, UUIDS_AS_TEXT));
    }),
  );

/** Of `FilterOptions`, for names of streams. */
const names = (writer: Writer, filter: NameFilter, count: number | 'subscription'): void => {
  message(writer, 1, () => {
    if ('regex' in filter) text(writer, 1, filter.regex);
    else for (const prefix of filter.prefixes) text(writer, 2, prefix);
  });
  if (count === 'subscription') message(writer, 4);
  else integer(writer, 3, Math.max(SEARCH_WINDOW, count + 1));
  integer(writer, 5, CHECKPOINT_INTERVAL);
};

/** Of `StreamOptions` and of `AllOptions`: where nothing is told, from the end that the direction begins at. */
const end = (writer: Writer, backwards: boolean, [first, last]: readonly [number, number]): void =>
  message(writer, backwards ? last : first);

/** Reads at most `count` events of a stream; `from` left out: from the end of it that the direction begins at. */
export const streamRequest = (
  stream: string,
  { from, backwards, count }: { readonly from?: number; readonly backwards: boolean; readonly count: number },
): Uint8Array =>
  request({ count, backwards }, (writer) =>
    message(writer, OPTIONS.stream, () => {
      streamName(writer, 1, stream);
      if (from === undefined) end(writer, backwards, [3, 4]);
      else integer(writer, 2, from);
    }),
  );

/** From a position of the log on, or from the end that the direction begins at. */
const fromPosition = (writer: Writer, position: string | null, backwards: boolean): void =>
  message(writer, OPTIONS.log, () => {
    if (position === null) return end(writer, backwards, [2, 3]);
    const { commit, prepare } = positionOf(position);
    message(writer, 1, () => {
      integer(writer, 1, commit);
      integer(writer, 2, prepare);
    });
  });

/**
 * Reads the log: at most `count` events from a position on (the event there included), or a subscription to all that
 * come after it.
 */
export const logRequest = (
  filter: NameFilter,
  after: string | null,
  count: number | 'subscription',
): Uint8Array => request({ count, filter }, (writer) => fromPosition(writer, after, false));

/**
 * Reads the log backwards from its end or from before a position, at most `count` events. Without a filter: servers
 * give up a filtered read backwards when they have looked through a window in vain.
 */
export const backwardsRequest = (before: string | null, count: number): Uint8Array =>
  request({ count, backwards: true }, (writer) => fromPosition(writer, before, true));
