import {
  AdvisorAssigned,
  ComplaintAnswered,
  ComplaintCorrected,
  ComplaintReceived,
  ContactHeld,
  ContactLogged,
  TemplatePublished,
} from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Case, openCase } from '../testing/rig.ts';
import type { Grouping } from './groups.ts';

let rig: Case;
beforeEach(async () => {
  rig = await openCase();
});
afterEach(() => rig.close());

const AT = '2026-01-11T14:30:00.000Z';

const report = async (by?: Grouping, days = { from: '2026-01-11', to: '2026-01-20' }) => {
  await rig.reporting.caughtUp();
  const now = '2026-01-31T12:00:00.000Z';
  return rig.reporting.compliance({ ...days, zone: 'America/Bogota', now, ...(by ? { by } : {}) });
};

const publish = () =>
  rig.history.append(
    'template',
    'reminder.es',
    TemplatePublished.make({ name: 'reminder.es', version: '1', digest: 'd' }),
  );

describe('compliance', () => {
  it('finds nothing wrong with what was cleared and says a published text', async () => {
    await publish();
    await rig.delivered('D+1', AT);
    expect((await report()).total).toMatchObject({ contacts: 1, attempts: 1, overrides: 0, unapproved: 0 });
  });

  it('finds an attempt that no clearance allows, and a text that was not published by then', async () => {
    rig.history.at(AT);
    const story = rig.story('D+1', AT);
    for (const act of ['requested', 'started', 'accepted'] as const) await story[act]();
    await publish();
    expect((await report()).total).toMatchObject({ contacts: 1, attempts: 1, overrides: 1, unapproved: 1 });
  });

  it('counts a contact that was held because its text was not approved, and no other that was held', async () => {
    rig.history.at(AT);
    const { debtorId } = rig.someone;
    const { creditorId, debtId } = rig.card;
    const held = (reason: 'UNAPPROVED_TEMPLATE' | 'MISSING_TAG') =>
      rig.history.append(
        'contact',
        debtorId,
        ContactHeld.make({
          debtorId,
          creditorId,
          contactId: derivedId('test', reason),
          reason,
          detail: ['x'],
          items: [{ debtId, step: 'D+1' }],
        }),
      );
    await held('UNAPPROVED_TEMPLATE');
    await held('MISSING_TAG');
    expect((await report()).total).toMatchObject({ attempts: 0, unapproved: 1 });
    expect((await report('creditor')).rows).toMatchObject([{ unapproved: 1 }]);
    const earlier = await report(undefined, { from: '2026-01-01', to: '2026-01-10' });
    expect(earlier.total).toMatchObject({ unapproved: 0 });
  });

  it('counts items and rules that the gate put off and refused', async () => {
    rig.history.at(AT);
    await (await rig.story('D+1', AT).requested()).deferred('2026-01-12T14:30:00.000Z');
    await (await rig.story('D+7', '2026-01-17T14:30:00.000Z').requested()).refused();
    const { total } = await report();
    expect(total).toMatchObject({
      contacts: 0,
      attempts: 0,
      deferred: 1,
      blocked: 1,
      complaintsPer1000: null,
    });
    expect(total.rules).toEqual([{ rule: 'CO-HOURS', pack: 'CO', deferred: 1, blocked: 1 }]);
    const earlier = await report(undefined, { from: '2026-01-01', to: '2026-01-10' });
    expect(earlier.total).toMatchObject({ deferred: 0, blocked: 0, rules: [] });
  });

  it('counts contacts that people made, on the day they were made, but none that the person made', async () => {
    const { debtorId } = rig.someone;
    const logged = (direction: 'in' | 'out', effectiveAt: string) => {
      const made = {
        debtorId,
        creditorId: rig.book.creditorId,
        logId: derivedId('log', direction, effectiveAt),
        channel: 'call' as const,
        direction,
        outcome: 'conversation' as const,
        debtIds: [rig.card.debtId],
        pointId: null,
      };
      return rig.history.append('contact', debtorId, ContactLogged.make(made, { effectiveAt }));
    };
    await rig.delivered('D+1', AT);
    await logged('out', '2026-01-12T15:00:00.000Z');
    await logged('in', '2026-01-12T16:00:00.000Z');
    await logged('out', '2026-01-10T15:00:00.000Z');
    const { total, rows } = await report('creditor');
    expect(total).toMatchObject({ contacts: 2, byHand: 1, attempts: 1, overrides: 0 });
    expect(rows).toMatchObject([{ name: 'Banco Andino', contacts: 2, byHand: 1 }]);
  });

  it('knows a complaint that is late from one that is not, by the regulator’s day', async () => {
    const { debtorId } = rig.someone;
    const { creditorId } = rig.book;
    const told = async (name: string, dueOn: string, answeredAt?: string) => {
      const complaintId = derivedId('complaint', name);
      const key = { complaintId, debtorId, creditorId };
      const data = { ...key, debtIds: [], regulator: name, dueOn };
      const events = [ComplaintReceived.make(data, { effectiveAt: AT })];
      const answers = answeredAt ? [ComplaintAnswered.make(key, { effectiveAt: answeredAt })] : [];
      await rig.history.append('complaint', complaintId, ...events, ...answers);
    };
    await rig.delivered('D+1', AT);
    await told('in time', '2026-01-15', '2026-01-16T04:59:00.000Z');
    await told('too late', '2026-01-15', '2026-01-16T05:00:00.000Z');
    await told('open', '2026-02-01');
    await told('overdue', '2026-01-30');
    const { total, rows } = await report('portfolio');
    expect(total.complaints.map(({ regulator, late }) => [regulator, late])).toEqual([
      ['in time', false],
      ['too late', true],
      ['open', false],
      ['overdue', true],
    ]);
    expect(total.complaintsPer1000).toBe(4_000);
    // About no debt by name, it is about all that the debtor owes to the creditor.
    expect(rows).toMatchObject([{ name: 'Banco Andino consumo', complaints: total.complaints }]);
  });

  it('goes by what a complaint was corrected to: its period, its day, its regulator', async () => {
    const { debtorId } = rig.someone;
    const { creditorId } = rig.book;
    const key = { complaintId: derivedId('complaint', 'corrected'), debtorId, creditorId };
    const told = { ...key, debtIds: [], regulator: 'SIC', dueOn: '2026-01-15' };
    const before = '2026-01-05T15:00:00.000Z';
    const say = (...events: Parameters<typeof rig.history.append>[2][]) =>
      rig.history.append('complaint', key.complaintId, ...events);
    await say(ComplaintReceived.make(told, { effectiveAt: before }));
    await say(ComplaintAnswered.make(key, { effectiveAt: '2026-01-18T15:00:00.000Z' }));
    expect((await report()).total.complaints).toEqual([]);
    await say(ComplaintCorrected.make({ ...key, changes: { receivedAt: AT, regulator: 'SFC' } }));
    const line = { complaintId: key.complaintId, regulator: 'SFC', receivedAt: AT, dueOn: '2026-01-15' };
    expect((await report()).total.complaints).toMatchObject([{ ...line, late: true }]);
    await say(ComplaintCorrected.make({ ...key, changes: { dueOn: '2026-01-19' } }));
    const [complaint] = (await report()).total.complaints;
    expect(complaint).toMatchObject({ ...line, dueOn: '2026-01-19', late: false });
    expect(complaint?.correctedAt).not.toBeNull();
    await say(ComplaintCorrected.make({ ...key, changes: { receivedAt: before } }));
    expect((await report()).total.complaints).toEqual([]);
  });

  it('names the advisor of then, and [erased] afterwards', async () => {
    const { debtorId } = rig.someone;
    const { creditorId } = rig.book;
    const assign = (name: string) => {
      const advisorId = derivedId('advisor', name);
      const data = { debtorId, creditorId, advisorId, supervisorId: null, digest: name };
      const personal = [{ subject: advisorId, fields: { givenName: name, surname: 'Paz' } }];
      return rig.history.append('contact', debtorId, AdvisorAssigned.make(data, { personal }));
    };
    await assign('Ana');
    await rig.delivered('D+1', AT);
    await assign('Eva');
    await rig.delivered('D+7', '2026-01-17T14:30:00.000Z');
    const names = async () => (await report('person')).rows.map(({ name, contacts }) => [name, contacts]);
    expect(await names()).toEqual([
      ['Ana Paz', 1],
      ['Eva Paz', 1],
    ]);
    await rig.keyVault.destroy(derivedId('advisor', 'Ana'), '2026-02-01T00:00:00.000Z');
    expect(await names()).toEqual([
      ['Eva Paz', 1],
      ['[erased]', 1],
    ]);
  });
});
