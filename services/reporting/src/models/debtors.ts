import type { Uuid } from '@cauce/kernel';
import { type Box, boxAbout } from '../projection/boxes.ts';
import { type Change, projection, type Reported, update, withBody } from '../projection/projection.ts';

export type PointState = {
  pointId: Uuid;
  kind: string;
  label: string | null;
  invalid: string | null;
  box: Box | null;
};

export type DebtorBody = {
  debtorId: Uuid;
  kind: 'natural' | 'legal';
  country: string;
  documentType: string;
  language: string | null;
  zone: string | null;
  /** Sealed documentNumber, givenName, surname, secondSurname, legalName. */
  person: Box | null;
  points: PointState[];
  debts: { debtId: Uuid; creditorId: Uuid }[];
  /** Contacts by what became of them. */
  sent: number;
  delivered: number;
  bounced: number;
  erased: boolean;
};

const blank = (debtorId: Uuid): DebtorBody => ({
  debtorId,
  kind: 'natural',
  country: '',
  documentType: '',
  language: null,
  zone: null,
  person: null,
  points: [],
  debts: [],
  sent: 0,
  delivered: 0,
  bounced: 0,
  erased: false,
});

/** A change that makes the document where it is missing: streams appended together come in any order. */
const altering = (debtorId: Uuid, alter: (body: DebtorBody) => DebtorBody): Change<DebtorBody> => ({
  id: debtorId,
  fold: (before) => {
    const body = before?.body ?? blank(debtorId);
    const after = alter(body);
    return after === body ? before : { body: after, keys: {} };
  },
});

const told = (event: Reported<'DebtorRegistered'> | Reported<'DebtorChanged'>): Change<DebtorBody> => {
  const { debtorId, kind, country, documentType, language, zone } = event.data;
  return altering(debtorId, (body) => ({
    ...body,
    kind,
    country,
    documentType,
    language,
    zone,
    person: boxAbout(event, debtorId) ?? body.person,
  }));
};

const point = ({ data, ...event }: Reported<'ContactPointAdded'>): Change<DebtorBody> =>
  update<DebtorBody>(data.debtorId, (before) => {
    const { pointId, kind, label } = data;
    const added = { pointId, kind, label, invalid: null, box: boxAbout({ ...event, data }, data.debtorId) };
    return withBody(before, {
      points: [...before.body.points.filter((one) => one.pointId !== pointId), added],
    });
  });

const invalidated = ({ data }: Reported<'ContactPointInvalidated'>): Change<DebtorBody> =>
  update<DebtorBody>(data.debtorId, (before) =>
    withBody(before, {
      points: before.body.points.map((one) =>
        one.pointId === data.pointId ? { ...one, invalid: data.reason } : one,
      ),
    }),
  );

const owes = ({ data: { debtorId, debtId, creditorId } }: Reported<'DebtPlaced'>): Change<DebtorBody> =>
  altering(debtorId, (body) =>
    body.debts.some((one) => one.debtId === debtId)
      ? body
      : { ...body, debts: [...body.debts, { debtId, creditorId }] },
  );

const counted = (debtorId: Uuid, what: 'sent' | 'delivered' | 'bounced'): Change<DebtorBody> =>
  update<DebtorBody>(debtorId, (before) => withBody(before, { [what]: before.body[what] + 1 }));

/** One document per debtor: who it is (sealed), where to be reached, what is owed to whom, how often contacted. */
export const debtors = projection<DebtorBody>(
  { name: 'debtors', version: 1, indexes: [] },
  {
    DebtorRegistered: (event) => [told(event)],
    DebtorChanged: (event) => [told(event)],
    ContactPointAdded: (event) => [point(event)],
    ContactPointInvalidated: (event) => [invalidated(event)],
    DebtPlaced: (event) => [owes(event)],
    AttemptAccepted: ({ data }) => [counted(data.debtorId, 'sent')],
    ContactDelivered: ({ data }) => [counted(data.debtorId, 'delivered')],
    ContactBounced: ({ data }) => [counted(data.debtorId, 'bounced')],
    PersonErased: ({ data }) => [
      update<DebtorBody>(data.debtorId, (before) => withBody(before, { erased: true })),
    ],
  },
);
