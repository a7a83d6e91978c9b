import type { Decider } from '../decider/decider.ts';
import type { ContactCommand } from './commands.ts';
import { report } from './decide-channel.ts';
import { answer } from './decide-gate.ts';
import { endNote, log, note } from './decide-note.ts';
import { addPoint, assign, describe } from './decide-person.ts';
import { evolveContact } from './evolve.ts';
import type { ContactEvent, Person } from './state.ts';

/** The contact history of one person across creditors: the consistency boundary of the legal caps. */
export const contact: Decider<Person | null, ContactCommand, ContactEvent> = {
  category: 'contact',
  initial: null,
  decide(command, person) {
    if (command.kind === 'describe') return describe(command, person);
    if (!person) return [];
    switch (command.kind) {
      case 'add-point':
        return addPoint(command, person);
      case 'assign':
        return assign(command, person);
      case 'note':
        return note(command, person);
      case 'end-note':
        return endNote(command, person);
      case 'log':
        return log(command, person);
      case 'clear':
      case 'defer':
      case 'refuse':
      case 'cancel':
        return answer(command, person);
      default:
        return report(command, person);
    }
  },
  evolve: evolveContact,
};
