import { clearedChannel, type RecordedEvent } from '@cauce/contracts';
import { RecentMap } from '@cauce/kernel';
import type { Consumer, Outcome } from '@cauce/ports';

/** Streams of which it is known how far they were handled here, per generation. */
const KNOWN_STREAMS = 20_000;

const isFinished = ({ kind }: Outcome): boolean =>
  kind === 'done' || kind === 'duplicate' || kind === 'defer';

/** What comes one after the other: of a stream, clearances of a channel go a way of their own. */
const wayOf = (event: RecordedEvent): string => `${event.stream}|${clearedChannel(event) ?? ''}`;

/**
 * A consumer that is not bothered with what it has finished before: a relay that died or woke up late brings events
 * again. What another process has finished it cannot know; handlers bear that.
 */
export const newerOnly = (consumer: Consumer): Consumer => {
  const finished = new RecentMap<number>(KNOWN_STREAMS);
  return {
    ...consumer,
    handle: async (event: RecordedEvent, trace?: string): Promise<Outcome> => {
      const way = wayOf(event);
      if (event.revision <= (finished.get(way) ?? -1)) return { kind: 'duplicate' };
      const outcome = await consumer.handle(event, trace);
      if (isFinished(outcome)) finished.set(way, event.revision);
      return outcome;
    },
  };
};
