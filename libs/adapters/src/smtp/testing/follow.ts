import type { Follower } from '../../sandbox/testing/line.ts';

/** A message of SMTP is what the client says after a 354; the next reply is its answer. */
export const followSmtp = (): Follower => {
  let inMessage = false;
  return (from, bytes) => {
    const carries = inMessage;
    if (from === 'server') inMessage = /^354 /m.test(bytes.toString('latin1'));
    return carries;
  };
};
