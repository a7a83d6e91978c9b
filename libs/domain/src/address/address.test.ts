import { AddressNoted, AddressNoteEnded } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { expect, it } from '@jest/globals';
import { debtorId, idOf } from '../testing/samples.ts';
import { address } from './address.ts';

const since = '2026-03-05T15:00:00.000Z';
const told = { pointId: idOf('home'), debtorId, noteId: idOf('note') };
const fact = { kind: 'address_opt_out' as const, channels: ['sms' as const] };
const note = { kind: 'note' as const, ...told, fact, since, text: 'BAJA' };
const noted = AddressNoted.make(
  { ...told, ...fact },
  { effectiveAt: since, personal: [{ subject: debtorId, fields: { text: 'BAJA' } }] },
);

it('what is told of an address holds from then on until it is ended, whoever tells it', () => {
  const known = given(address).when(note).gives(noted);
  expect(known.state).toEqual([{ noteId: told.noteId, ...fact, since }]);
  const another = { ...told, debtorId: idOf('another') };
  const over = known.when({ kind: 'end-note', ...another }).gives(AddressNoteEnded.make(another));
  expect(over.state).toEqual([]);
  over.when({ kind: 'end-note', ...told }).changesNothing();
});

it('the same fact is told once, another besides', () => {
  const known = given(address, noted);
  known.when({ ...note, noteId: idOf('again'), since: '2026-04-01T00:00:00.000Z' }).changesNothing();
  expect(known.when({ ...note, noteId: idOf('calls'), fact: { kind: 'wrong_number' } }).events).toHaveLength(
    1,
  );
});

it('what holds only from later on does not keep out that it holds from now on', () => {
  const later = { ...note, noteId: idOf('later'), since: '2099-01-01T00:00:00.000Z' };
  expect(given(address).when(later).after.when(note).events).toHaveLength(1);
});
