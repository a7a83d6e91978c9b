import {
  type AddressNote,
  address,
  type ContactChannel,
  contact,
  debt,
  isAddressKind,
  NOTE_KINDS,
  type NoteKind,
  type PersonFact,
  type PersonNote,
} from '@cauce/domain';
import { derivedId, type Uuid } from '@cauce/kernel';
import type { UnitOfWork } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { invalid } from '../../host/usage-error.ts';
import { NoteCase } from './case.ts';
import { checkWords } from './parts.ts';

export interface EndNoteArgs {
  readonly debtor: string;
  readonly kind: NoteKind;
  /** Needed for what is known of an address. */
  readonly address?: string;
  /** Needed for a dispute; left out, every debt. */
  readonly debt?: string;
  /** Of a note about channels: those that it holds no longer for; left out, all. */
  readonly channels?: readonly ContactChannel[];
}

/** What of a note is ended; what is left out, as a whole. */
interface Ending {
  readonly debtId: Uuid | undefined;
  readonly channels: readonly ContactChannel[] | undefined;
}

const concerns = (note: PersonNote, { debtId, channels }: Ending): boolean =>
  (debtId === undefined || (note.debtIds?.includes(debtId) ?? false)) &&
  (channels === undefined || (note.channels?.some((one) => channels.includes(one)) ?? false));

/** What goes on to hold of a fact, null where nothing does. */
const restOf = (fact: PersonFact, { debtId, channels }: Ending): PersonFact | null => {
  const debtIds = fact.debtIds?.filter((one) => one !== debtId) ?? [];
  if (debtId && debtIds.length > 0) return { ...fact, debtIds };
  const others = fact.channels?.filter((one) => !channels?.includes(one)) ?? [];
  return channels && others.length > 0 ? { ...fact, channels: others } : null;
};

/** Ends what was noted: it holds no longer. */
export const endNoteOperation = async (
  app: App,
  { debtor, kind, address: value, debt: reference, channels }: EndNoteArgs,
): Promise<{ debtorId: Uuid; kind: NoteKind; ended: number }> => {
  checkWords(kind, channels);
  if (isAddressKind(kind) && value === undefined) throw invalid('address', `must be given with ${kind}`);
  if (kind === 'dispute' && reference === undefined) throw invalid('debt', `must be given with ${kind}`);
  if (channels && !NOTE_KINDS[kind].needs?.includes('channels'))
    throw invalid('channels', `cannot be given with ${kind}: it ends as a whole`);
  const about = await NoteCase.of(app, debtor);
  const { debtorId } = about.person;
  const [debtId] = await about.debts(reference === undefined ? [] : [reference]);
  const pointId = value === undefined ? '' : about.point(value);
  const ended = await about.transact(
    ['end', kind, pointId, debtId ?? '', ...(channels ?? [])],
    async (unit) => {
      if (isAddressKind(kind)) return endOfAddress(unit, kind, { pointId, debtorId });
      if (debtId && kind === 'dispute') return endDisputes(unit, debtId);
      const notes = (await unit.load(contact, debtorId))?.notes ?? [];
      const ending = { debtId, channels };
      const standing = notes.filter((note) => note.kind === kind && concerns(note, ending));
      for (const note of standing) await endOfPerson(unit, debtorId, note, ending);
      return standing.length;
    },
  );
  return { debtorId, kind, ended };
};

/** A note is ended as a whole; of what it was about besides what is meant it holds on. */
const endOfPerson = async (
  unit: UnitOfWork,
  debtorId: Uuid,
  { noteId, since, ...fact }: PersonNote,
  ending: Ending,
): Promise<void> => {
  await unit.execute(contact, debtorId, { kind: 'end-note', noteId });
  const rest = restOf(fact, ending);
  if (!rest) return;
  const restId = derivedId('note', noteId, ending.debtId ?? '', ...(ending.channels ?? []));
  await unit.execute(contact, debtorId, { kind: 'note', noteId: restId, fact: rest, since, text: null });
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
