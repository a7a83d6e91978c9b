import type { AddressNoted, EventOf, PersonNoted } from '@cauce/contracts';
import { canonicalJson, type InstantText, type Uuid } from '@cauce/kernel';

/** A fact that was told and holds. */
export type Noted<F> = F & {
  readonly noteId: Uuid;
  readonly since: InstantText;
};

/** What can be told of a person, besides contacts; what is left out does not confine it. */
export type PersonFact = Omit<EventOf<typeof PersonNoted>['data'], 'debtorId' | 'noteId'>;

export type PersonNote = Noted<PersonFact>;

/** What can be told of a number or mailbox, whoever it belongs to. */
export type AddressFact = Pick<EventOf<typeof AddressNoted>['data'], 'kind' | 'channels'>;

export type AddressNote = Noted<AddressFact>;

/** Whether a note says a fact, whenever it was told. */
export const saysSame = <F extends object>({ noteId: _, since: __, ...before }: Noted<F>, fact: F): boolean =>
  canonicalJson(before) === canonicalJson(fact);
