import { ClearanceRevoked, type NewEvent } from '@cauce/contracts';
import type { Person } from './state.ts';

/** What was cleared before a fact about the person was known is judged anew with it. */
export const revoked = ({ debtorId, contacts }: Person): NewEvent[] =>
  [...contacts.values()].flatMap(({ clearance, contactId, creditorId }) =>
    clearance === null
      ? []
      : [
          ClearanceRevoked.make({
            debtorId,
            creditorId,
            contactId,
            clearanceId: clearance.clearanceId,
            moved: `contact-${debtorId}`,
          }),
        ],
  );
