import {
  ContactCancelled,
  ContactCleared,
  ContactDeferred,
  ContactRefused,
  type NewEvent,
} from '@cauce/contracts';
import type { GateAnswer } from './commands.ts';
import type { Person } from './state.ts';

/** The gate's answer to a request, given once. */
export const answer = (command: GateAnswer, person: Person): NewEvent[] => {
  const items = [...command.items];
  if (command.kind === 'cancel') {
    const { contactId, creditorId, requestId, reason } = command;
    return [
      ContactCancelled.make({ debtorId: person.debtorId, contactId, creditorId, requestId, reason, items }),
    ];
  }
  const { request, decision } = command;
  switch (command.kind) {
    case 'clear': {
      const { clearanceId, expiresAt, pointId, template } = command;
      return [
        ContactCleared.make({ ...request, clearanceId, expiresAt, pointId, template, items, decision }),
      ];
    }
    case 'defer':
      return [ContactDeferred.make({ ...request, notBefore: command.notBefore, items, decision })];
    case 'refuse':
      return [ContactRefused.make({ ...request, items, decision })];
  }
};
