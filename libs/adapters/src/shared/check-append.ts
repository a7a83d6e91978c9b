import type { StreamAppend } from '@cauce/ports';

/** Throws when the events do not belong to the stream or do not follow `expected` in revision and hash. */
export const checkAppend = ({ stream, expected, events }: StreamAppend): void => {
  let { revision, hash } = expected;
  for (const { envelope, hash: own } of events) {
    if (envelope.stream !== stream) throw new Error(`an event of ${envelope.stream} cannot go to ${stream}`);
    revision += 1;
    if (envelope.revision !== revision) {
      throw new Error(`${stream}: revision ${envelope.revision} where ${revision} follows`);
    }
    if (envelope.prev !== hash)
      throw new Error(`${stream}@${revision} does not carry the hash of the event before it`);
    hash = own;
  }
};
