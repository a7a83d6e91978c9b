import {
  ClearanceRevoked,
  ContactLogged,
  type NewEvent,
  PersonNoted,
  PersonNoteEnded,
} from '@cauce/contracts';
import { saysSame } from '../note/noted.ts';
import type { EndNote, LogContact, NotePerson } from './commands.ts';
import type { Person } from './state.ts';

/** What was cleared before a fact was known is judged anew with it. */
const revoked = ({ debtorId, contacts }: Person): NewEvent[] =>
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

/** A fact about the person; one that stands already changes nothing, but a consent that is given anew counts anew. */
export const note = ({ noteId, fact, since, text }: NotePerson, person: Person): NewEvent[] => {
  const { debtorId, notes } = person;
  const renews = fact.kind.endsWith('_consent');
  const stands = notes.some((one) => saysSame(one, fact) && (!renews || one.since === since));
  if (stands || notes.some((one) => one.noteId === noteId)) return [];
  const personal = text === null ? [] : [{ subject: debtorId, fields: { text } }];
  return [
    PersonNoted.make({ debtorId, noteId, ...fact }, { effectiveAt: since, personal }),
    ...revoked(person),
  ];
};

/** A fact about the person holds no longer. */
export const endNote = ({ noteId }: EndNote, person: Person): NewEvent[] =>
  person.notes.some((one) => one.noteId === noteId)
    ? [PersonNoteEnded.make({ debtorId: person.debtorId, noteId }), ...revoked(person)]
    : [];

/** A contact that Cauce did not make: it counts from now on like its own. */
export const log = (command: LogContact, person: Person): NewEvent[] => {
  const { kind: _, text, at: effectiveAt, ...logged } = command;
  if (person.logged.some(({ logId }) => logId === logged.logId)) return [];
  const { debtorId } = person;
  const personal = text === null ? [] : [{ subject: debtorId, fields: { text } }];
  return [ContactLogged.make({ debtorId, ...logged }, { effectiveAt, personal }), ...revoked(person)];
};
