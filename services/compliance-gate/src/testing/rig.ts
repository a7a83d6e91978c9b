import {
  AttemptAccepted,
  AttemptNotMade,
  AttemptStarted,
  ContactPointAdded,
  ContactPointInvalidated,
  ContactRequested,
  type NewEvent,
  type RecordedEvent,
} from '@cauce/contracts';
import { contact } from '@cauce/domain';
import { derivedId, type InstantText, type Uuid } from '@cauce/kernel';
import type { PackFile } from '@cauce/rule-packs';
import { openTestCore } from '@cauce/runtime/testing';
import type { Book, Owed, Someone } from '@cauce/testing';
import { GateController } from '../gate.controller.ts';
import { Gate } from '../gate.ts';
import { Packs } from '../packs.ts';

const citation = { text: 'Ley de prueba, art. 1' };
const appliesTo = { channels: '*' } as const;
const everything = {
  titles: { es: 'Regla', en: 'Rule' },
  certainty: 'A',
  inForce: { from: '2020-01-01' },
} as const;

/** Monday to Saturday from 07:00 to 19:00, and one contact a day with one person, or about one debt. */
export const packOf = (per: 'debtor' | 'debt'): PackFile => ({
  jurisdiction: 'CO',
  version: '1',
  title: { es: 'Prueba', en: 'Test' },
  zones: ['America/Bogota'],
  rules: [
    {
      id: 'HOURS',
      title: everything.titles,
      certainty: everything.certainty,
      inForce: everything.inForce,
      kind: 'hours',
      citation,
      appliesTo,
      parameters: { windows: { 'mon-sat': [['07:00', '19:00']] }, closedOnHolidays: false },
    },
    {
      id: 'DAY',
      title: everything.titles,
      certainty: everything.certainty,
      inForce: everything.inForce,
      kind: 'cap',
      citation,
      appliesTo,
      reason: 'FREQUENCY_CAP',
      parameters: {
        counts: [{ direction: 'out', exceptOutcomes: ['bounced'] }],
        per,
        limit: 1,
        window: { type: 'days', length: 1 },
      },
    },
  ],
});

type Request = RecordedEvent & { data: { requestId: Uuid } };

/** A gate over memory ports, with a debtor and a debt of 2026-03-10 at a bank. */
export const openGate = async (now: InstantText = '2026-03-11T14:30:00.000Z') => {
  const rig = await openTestCore('2026-03-01T12:00:00.000Z');
  const { history, core } = rig;
  const controller = new GateController(core, new Gate(core, new Packs([packOf('debtor')])));
  const book = await history.book();
  const someone = await history.debtor(1);
  const owed = await history.debt(book, someone, { obligation: 'A', minor: 10_000, dueDate: '2026-03-10' });
  history.at(now);

  const find = async (type: string, stream: string): Promise<RecordedEvent> => {
    const event = (await rig.events(type)).findLast((one) => one.stream === stream);
    if (!event) throw new Error(`${stream} has no ${type}`);
    return event;
  };
  const { debtorId } = someone;
  const append = async (event: NewEvent): Promise<RecordedEvent> => {
    await history.append('contact', debtorId, event);
    return find(event.type, `contact-${debtorId}`);
  };

  /** What the controller says to an event of the log. */
  const tell = (event: RecordedEvent) => {
    const told = event as RecordedEvent<string, never>;
    if (event.type === 'ContactRequested') return controller.whenRequested(told as never);
    if (event.type === 'ClearanceExpired' || event.type === 'ClearanceRevoked')
      return controller.whenClearanceEnded(told);
    return controller.whenAttemptFailed(told);
  };

  /** Segmentation asks for a contact about some debts of one creditor. */
  const request = async (
    debts: readonly Owed[] = [owed],
    told: { name?: string; usefulUntil?: InstantText; plannedFor?: InstantText; who?: Someone } = {},
  ): Promise<Request> => {
    const {
      name = 'contact',
      usefulUntil = '2026-03-17T14:30:00.000Z',
      plannedFor = now,
      who = someone,
    } = told;
    const creditorId = debts[0]?.creditorId ?? '';
    const asked = ContactRequested.make({
      debtorId: who.debtorId,
      creditorId,
      contactId: derivedId('test', name),
      channel: 'email',
      language: 'es',
      strategy: 'standard@1',
      plannedFor,
      usefulUntil,
      items: debts.map(({ debtId }) => ({ debtId, step: 'D+1', anchor: '2026-03-10' })),
      merges: [],
    });
    await history.append('treatment', `${who.debtorId}-${creditorId}`, asked);
    return (await find('ContactRequested', `treatment-${who.debtorId}-${creditorId}`)) as Request;
  };

  /** Where a contact stands. */
  const standing = async (name = 'contact') =>
    (await core.log.load(contact, debtorId))?.contacts.get(derivedId('test', name));

  /** The channel starts an attempt on the present clearance. */
  const attempt = async (name = 'contact') => {
    const cleared = await standing(name);
    const clearanceId = cleared?.clearance?.clearanceId;
    if (!cleared || !clearanceId) throw new Error(`${name} is not cleared`);
    const attemptId = derivedId('attempt', clearanceId);
    const [point] = (await core.log.load(contact, debtorId))?.points.filter(({ valid }) => valid) ?? [];
    const key = { debtorId, creditorId: cleared.creditorId, contactId: cleared.contactId };
    const pointId = point?.pointId ?? derivedId('test', 'no point');
    await append(
      AttemptStarted.make({
        ...key,
        attemptId,
        clearanceId,
        pointId,
        channel: 'email',
        gateway: 'memory',
        messageId: attemptId,
        template: 'overdue',
        templateVersion: '1',
        from: { name: 'Agencia Cauce', address: 'cobranzas@cauce.example' },
        segments: 1,
        cost: null,
        items: [...cleared.items],
      }),
    );
    return { ...key, attemptId, pointId };
  };

  const addEmail = (name: string) =>
    append(
      ContactPointAdded.make({
        debtorId,
        pointId: derivedId('test', name),
        kind: 'email',
        label: null,
        source: null,
        channels: ['email'],
        regions: [],
        zones: [],
      }),
    );

  return {
    ...rig,
    controller,
    book,
    someone,
    owed,
    append,
    tell,
    request,
    standing,
    attempt,
    addEmail,
    /** Another debt of the debtor, at this bank or another. */
    anotherDebt: (obligation: string, at: Book = book) =>
      history.debt(at, someone, { obligation, minor: 5_000, dueDate: '2026-03-10', placedOn: '2026-03-01' }),
    accepted: async (name = 'contact') => {
      const { pointId, ...key } = await attempt(name);
      await append(AttemptAccepted.make({ ...key, providerId: 'p' }));
      return { ...key, pointId };
    },
    notMade: async (name = 'contact') => {
      const { pointId: _, ...key } = await attempt(name);
      return append(AttemptNotMade.make({ ...key, code: 'AWAY' }));
    },
    invalidate: (pointId: Uuid) =>
      append(ContactPointInvalidated.make({ debtorId, pointId, reason: '5.1.1' })),
  };
};

export type GateRig = Awaited<ReturnType<typeof openGate>>;
