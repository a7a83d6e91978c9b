import {
  type AddressNote,
  address,
  contact,
  debt,
  isAddressKind,
  type NoteKind,
  type PersonNote,
} from '@cauce/domain';
import { derivedId, type Uuid } from '@cauce/kernel';
import type { UnitOfWork } from '@cauce/runtime';
import type { App } from '../host/app.ts';
import { NoteCase } from './note-case.ts';
import { checkWords } from './note-parts.ts';
import { UsageError } from './usage-error.ts';

export interface EndNoteArgs {
  readonly debtor: string;
  readonly kind: NoteKind;
  /** Needed for what is known of an address. */
  readonly address?: string;
  /** Needed for a dispute; left out, every debt. */
  readonly debt?: string;
}

/** Ends what was noted: it holds no longer. */
export const endNoteOperation = async (
  app: App,
  { debtor, kind, address: value, debt: reference }: EndNoteArgs,
): Promise<{ debtorId: Uuid; kind: NoteKind; ended: number }> => {
  checkWords(kind);
  if (isAddressKind(kind) && value === undefined) throw new UsageError(`${kind} needs address`);
  if (kind === 'dispute' && reference === undefined) throw new UsageError(`${kind} needs debt`);
  const about = await NoteCase.of(app, debtor);
  const { debtorId } = about.person;
  const [debtId] = await about.debts(reference === undefined ? [] : [reference]);
  const pointId = value === undefined ? '' : about.point(value);
  const ended = await about.transact(['end', kind, pointId, debtId ?? ''], async (unit) => {
    if (isAddressKind(kind)) return endOfAddress(unit, kind, { pointId, debtorId });
    if (debtId && kind === 'dispute') return endDisputes(unit, debtId);
    const notes = (await unit.load(contact, debtorId))?.notes ?? [];
    const standing = notes.filter(
      (note) => note.kind === kind && (debtId === undefined || note.debtIds?.includes(debtId)),
    );
    for (const note of standing) await endOfPerson(unit, debtorId, note, debtId);
    return standing.length;
  });
  return { debtorId, kind, ended };
};

/** A note is ended as a whole; of debts that it was about besides the one that is meant it holds on. */
const endOfPerson = async (
  unit: UnitOfWork,
  debtorId: Uuid,
  { noteId, since, ...fact }: PersonNote,
  debtId: Uuid | undefined,
): Promise<void> => {
  await unit.execute(contact, debtorId, { kind: 'end-note', noteId });
  const debtIds = fact.debtIds?.filter((one) => one !== debtId) ?? [];
  if (debtId === undefined || debtIds.length === 0) return;
  const rest = { noteId: derivedId('note', noteId, debtId), fact: { ...fact, debtIds }, since, text: null };
  await unit.execute(contact, debtorId, { kind: 'note', ...rest });
};

const endOfAddress = async (
  unit: UnitOfWork,
  kind: AddressNote['kind'],
  about: { pointId: Uuid; debtorId: Uuid },
): Promise<number> => {
  const notes = (await unit.load(address, about.pointId)).filter((note) => note.kind === kind);
  for (const { noteId } of notes)
    await unit.execute(address, about.pointId, { kind: 'end-note', noteId, ...about });
  return notes.length;
};

const endDisputes = async (unit: UnitOfWork, debtId: Uuid): Promise<number> => {
  const disputes = (await unit.load(debt, debtId))?.disputes ?? [];
  for (const { disputeId } of disputes)
    await unit.execute(debt, debtId, { kind: 'resolve-dispute', disputeId });
  return disputes.length;
};
