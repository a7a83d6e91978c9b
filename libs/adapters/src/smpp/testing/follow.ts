import type { Follower } from '../../sandbox/testing/line.ts';
import { COMMAND, PduReader, responseTo } from '../pdu.ts';

/** A message of SMPP is a submit_sm. */
export const followSmpp = (): Follower => {
  const readers = { client: new PduReader(), server: new PduReader() };
  return (from, bytes) => {
    const wanted = from === 'client' ? COMMAND.submitSm : responseTo(COMMAND.submitSm);
    return readers[from].push(bytes).some(({ command }) => command === wanted);
  };
};
