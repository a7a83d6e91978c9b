import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { channel, id } from './shared.ts';

/**
 * `debtorId`: the person in whose case it was told, left out where its owner said it without saying who that is; it
 * holds for everybody who has the number or mailbox.
 */
const note = { pointId: id, debtorId: Type.Optional(id), noteId: id };

/** Something that is known of a number or mailbox from now on. Sealed for that person: text, where something was written. */
export const AddressNoted = defineEvent(
  'AddressNoted',
  'address',
  Type.Object({
    ...note,
    kind: Type.Enum(['address_opt_out', 'wrong_number']),
    /** Left out, all. */
    channels: Type.Optional(Type.Array(channel)),
  }),
);
export const AddressNoteEnded = defineEvent('AddressNoteEnded', 'address', Type.Object(note));

export const addressEvents = [AddressNoted, AddressNoteEnded] as const;
