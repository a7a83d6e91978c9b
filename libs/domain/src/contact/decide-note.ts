import { ContactLogged, type NewEvent, PersonNoted, PersonNoteEnded } from '@cauce/contracts';
import type { InstantText } from '@cauce/kernel';
import { type PersonFact, type PersonNote, saysSame } from '../note/noted.ts';
import type { EndNote, LogContact, NotePerson } from './commands.ts';
import { revoked } from './revoked.ts';
import type { Person } from './state.ts';

/** Kinds of which the latest counts, and from its instant: told anew, they count anew. */
const COUNTED_ANEW: ReadonlySet<PersonFact['kind']> = new Set([
  'authorised_channels',
  'electronic_consent',
  'repayment_plan',
  'robocall_consent',
  'sms_consent',
]);

/** Whether a fact is known already. What holds only from later on does not say it. */
const stands = (fact: PersonFact, since: InstantText, notes: readonly PersonNote[]): boolean => {
  if (!COUNTED_ANEW.has(fact.kind)) return notes.some((one) => saysSame(one, fact) && one.since <= since);
  const last = notes.findLast(({ kind }) => kind === fact.kind);
  return last !== undefined && saysSame(last, fact) && last.since === since;
};

/** A fact about the person; one that stands already changes nothing. */
export const note = ({ noteId, fact, since, text }: NotePerson, person: Person): NewEvent[] => {
  const { debtorId, notes } = person;
  if (stands(fact, since, notes) || notes.some((one) => one.noteId === noteId)) return [];
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
