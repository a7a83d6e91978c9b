import type { Debt } from '../debt/state.ts';
import type { Mark, Notice, PersonalHours, Standing } from '../law/facts.ts';
import type { ConsentKind, MarkKind } from '../law/vocabulary.ts';
import type { AddressNote, PersonNote } from '../note/noted.ts';
import type { Person } from './state.ts';

type OtherKind = Exclude<PersonNote['kind'], MarkKind>;

/** Notes that are no marks, and what those that are consents consent to. */
const OTHERS: { readonly [K in OtherKind]: ConsentKind | null } = {
  agreed_hours: null,
  authorised_channels: null,
  deceased: null,
  elder: null,
  electronic_consent: 'electronic',
  inconvenient_hours: null,
  minor: null,
  reporting_notice: null,
  robocall_consent: 'robocall',
  sms_consent: 'sms',
  validation_notice: null,
};

const isOther = (kind: PersonNote['kind']): kind is OtherKind => kind in OTHERS;

const marksOf = (notes: readonly PersonNote[]): Mark[] =>
  notes.flatMap(({ kind, noteId: _, hours: __, sentOn: ___, returned: ____, ...parts }) =>
    isOther(kind) ? [] : [{ kind, ...parts }],
  );

const hoursOf = (notes: readonly PersonNote[]): PersonalHours[] =>
  notes.flatMap(({ hours = [], lastDay }) =>
    hours.map(({ days, begin, end }) => ({
      days,
      from: begin,
      to: end,
      ...(lastDay === undefined ? {} : { lastDay }),
    })),
  );

const noticesOf = (notes: readonly PersonNote[]): Notice[] =>
  notes.flatMap(({ sentOn, returned }) =>
    sentOn === undefined ? [] : [{ sentOn, ...(returned === undefined ? {} : { returned }) }],
  );

/**
 * What is known besides contacts of a debt's debtor and, where the contact has an address, of that; nothing where
 * nobody told anything.
 */
export const standingOf = (
  { notes }: Person,
  { debtId, disputes }: Pick<Debt, 'debtId' | 'disputes'>,
  address: { readonly pointId: string; readonly notes: readonly AddressNote[] } | null,
): Standing | undefined => {
  const addressNotes = address?.notes ?? [];
  const [dispute] = disputes.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  if (notes.length + addressNotes.length === 0 && !dispute) return undefined;
  const ofKind = (kind: OtherKind): PersonNote[] =>
    notes.filter((note) => note.kind === kind && (note.debtIds?.includes(debtId) ?? true));
  const authorised = ofKind('authorised_channels').at(-1)?.channels;
  return {
    marks: [
      ...marksOf(notes),
      ...addressNotes.map(({ noteId: _, ...mark }): Mark => ({ ...mark, addressId: address?.pointId ?? '' })),
    ],
    inconvenient: hoursOf(ofKind('inconvenient_hours')),
    agreed: hoursOf(ofKind('agreed_hours')),
    consents: notes.flatMap(({ kind, since }) => {
      const consent = isOther(kind) ? OTHERS[kind] : null;
      return consent === null ? [] : [{ kind: consent, at: since }];
    }),
    ...(authorised ? { authorisedChannels: authorised } : {}),
    reportingNotices: noticesOf(ofKind('reporting_notice')),
    validationNotices: noticesOf(ofKind('validation_notice')),
    ...(dispute ? { dispute: { receivedAt: dispute.receivedAt, debtIds: [debtId] } } : {}),
  };
};
