import type { SendOutcome } from '@cauce/ports';
import { COMMAND, type Pdu, STATUS, statusName } from './pdu.ts';

/** The SMSC did not take the message, and asks for patience. */
export const TRY_AGAIN = Symbol('TRY_AGAIN');

/** The SMSC is at its limit: the message is as good as any other. */
const BUSY: readonly number[] = [STATUS.RTHROTTLED, STATUS.RMSGQFUL];
/** It is not the message either: the SMSC itself, or our standing with it. */
const OURS: readonly number[] = [STATUS.RSYSERR, STATUS.RINVBNDSTS];

/** What the refusal of a submit_sm means; in every case the SMSC did not take the message (SMPP 3.4, 5.1.3). */
export const outcomeOf = ({ command, status }: Pdu): SendOutcome | typeof TRY_AGAIN => {
  if (BUSY.includes(status)) return TRY_AGAIN;
  const code = statusName(status);
  if (command === COMMAND.genericNack || OURS.includes(status)) return { kind: 'not-sent', code };
  return { kind: 'rejected', permanent: status === STATUS.RINVDSTADR, code };
};
