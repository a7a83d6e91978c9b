import type { Follower } from './line.ts';

/** First byte of a TLS record that holds what a program says (RFC 8446, 5.1). */
const APPLICATION_DATA = 23;

/**
 * Over TLS only lengths show. A message begins with what a client says in so many bytes or more, and what the server
 * says next is its answer.
 */
export const followTls =
  (least: number): (() => Follower) =>
  () => {
    let inMessage = false;
    return (from, bytes) => {
      const carries = inMessage;
      if (from === 'server') inMessage = false;
      else inMessage ||= bytes[0] === APPLICATION_DATA && bytes.length >= least;
      return carries || inMessage;
    };
  };
