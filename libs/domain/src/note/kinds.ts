import type { AddressNote, PersonNote } from './noted.ts';

/** What a note says besides its kind. */
export type NotePart = 'address' | 'channels' | 'debts' | 'hours' | 'place' | 'returned' | 'sentOn' | 'until';

/** What can be told: of a person, of a number or mailbox, or that a debt is disputed. */
export type NoteKind = PersonNote['kind'] | AddressNote['kind'] | 'dispute';

interface Parts {
  readonly needs?: readonly NotePart[];
  readonly takes?: readonly NotePart[];
}

const ofDebts: Parts = { takes: ['debts', 'until'] };
const ofPerson: Parts = { takes: ['until'] };
const notice: Parts = { needs: ['sentOn'], takes: ['debts', 'returned'] };

/** Every kind of note, and the parts that it needs and takes. */
export const NOTE_KINDS: { readonly [K in NoteKind]: Parts } = {
  active_debt: ofDebts,
  address_opt_out: { needs: ['address'], takes: ['channels'] },
  agreed_hours: { needs: ['hours'], takes: ['until'] },
  at_place: { needs: ['place'], takes: ['until'] },
  attorney: ofDebts,
  attorney_consents_or_unresponsive: ofDebts,
  authorised_channels: { needs: ['channels'] },
  breathing_space: ofDebts,
  cease: ofDebts,
  deceased: {},
  dispute: { needs: ['debts'] },
  elder: {},
  electronic_consent: {},
  employer_prohibits: ofPerson,
  erasure_requested: ofPerson,
  inconvenient_hours: { needs: ['hours'], takes: ['until'] },
  inconvenient_place: { needs: ['place'], takes: ['until'] },
  medium_opt_out: { needs: ['channels'], takes: ['until'] },
  minor: {},
  pattern_guard: ofPerson,
  processing_restricted: ofPerson,
  repayment_plan: ofDebts,
  reporting_notice: notice,
  robocall_consent: {},
  robocall_revoked: ofPerson,
  sms_consent: {},
  time_barred: ofDebts,
  validation_notice: notice,
  wrong_number: { needs: ['address'], takes: ['channels'] },
};

export const isAddressKind = (kind: NoteKind): kind is AddressNote['kind'] =>
  NOTE_KINDS[kind].needs?.includes('address') ?? false;

/** What is wrong with a part of a note: `channels`, "must be given with medium_opt_out". */
export interface PartProblem {
  readonly part: NotePart;
  readonly problem: string;
}

/** What is wrong with the parts of a note, or nothing. */
export const partProblems = (kind: NoteKind, parts: readonly NotePart[]): PartProblem[] => {
  const { needs = [], takes = [] } = NOTE_KINDS[kind];
  return [
    ...needs
      .filter((part) => !parts.includes(part))
      .map((part) => ({ part, problem: `must be given with ${kind}` })),
    ...parts
      .filter((part) => !needs.includes(part) && !takes.includes(part))
      .map((part) => ({ part, problem: `cannot be given with ${kind}` })),
  ];
};
