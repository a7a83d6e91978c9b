import { AddressNoted, AddressNoteEnded, type EventOf } from '@cauce/contracts';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';
import { type AddressFact, type AddressNote, saysSame } from '../note/noted.ts';

interface InCase {
  readonly pointId: Uuid;
  /** The person in whose case it is told; left out where nobody knows. */
  readonly debtorId?: Uuid;
  readonly noteId: Uuid;
}

export type AddressCommand =
  | (InCase & {
      readonly kind: 'note';
      readonly fact: AddressFact;
      readonly since: InstantText;
      /** What was written, for people; sealed for the person, and kept of nobody else. */
      readonly text: string | null;
    })
  | (InCase & { readonly kind: 'end-note' });

/** What is known of one number or mailbox: its stream is named by the keyed id of the contact point. */
export const address: Decider<
  readonly AddressNote[],
  AddressCommand,
  EventOf<typeof AddressNoted> | EventOf<typeof AddressNoteEnded>
> = {
  category: 'address',
  initial: [],
  decide(command, notes) {
    const { pointId, debtorId, noteId } = command;
    const about = { pointId, ...(debtorId ? { debtorId } : {}), noteId };
    const isKnown = notes.some((note) => note.noteId === noteId);
    if (command.kind === 'end-note') return isKnown ? [AddressNoteEnded.make(about)] : [];
    const { fact, since: effectiveAt, text } = command;
    // What holds only from later on does not say it.
    if (isKnown || notes.some((note) => saysSame(note, fact) && note.since <= effectiveAt)) return [];
    const personal = text === null || !debtorId ? [] : [{ subject: debtorId, fields: { text } }];
    return [AddressNoted.make({ ...about, ...fact }, { effectiveAt, personal })];
  },
  evolve(notes, event) {
    if (event.type === 'AddressNoteEnded') return notes.filter(({ noteId }) => noteId !== event.data.noteId);
    const { pointId: _, debtorId: __, ...note } = event.data;
    return [...notes, { ...note, since: event.effectiveAt }];
  },
};
