import { standard } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AmbiguousReferenceError, BadQuestionError, UnknownReferenceError } from '../errors.ts';
import { all, type Case, openCase } from '../testing/rig.ts';

let rig: Case;

beforeEach(async () => {
  rig = await openCase();
});

afterEach(() => rig.close());

describe('references', () => {
  it.each([
    ['the creditor’s number', () => 'CLI-9'],
    ['a document number', () => rig.someone.documentNumber],
    ['a document number with its type', () => `CC ${rig.someone.documentNumber}`],
    ['a document number with dots', () => '1.030.000.001'],
    ['an id', () => rig.someone.debtorId],
    ['an obligation', () => 'OBL-1'],
  ])('leads to the debtor by %s', async (_name, reference) => {
    await rig.reporting.caughtUp();
    expect(await rig.reporting.references.subject(reference())).toMatchObject({
      debtorId: rig.someone.debtorId,
    });
  });

  it('names what it does not know', async () => {
    await rig.reporting.caughtUp();
    await expect(rig.reporting.timeline('NOBODY')).rejects.toThrow(UnknownReferenceError);
    await expect(rig.reporting.timeline('NOBODY')).rejects.toThrow('"NOBODY"');
    await expect(rig.reporting.explain('NOBODY', standard)).rejects.toThrow(UnknownReferenceError);
    await expect(rig.reporting.explain('NOBODY', standard)).rejects.toThrow(
      /"NOBODY": give the id of one that was planned here;/,
    );
    await expect(rig.reporting.ageing({ asOf: '2026-01-10', portfolio: 'x' })).rejects.toThrow(
      UnknownReferenceError,
    );
    await expect(rig.reporting.ageing({ asOf: '2026-02-31' })).rejects.toThrow(BadQuestionError);
  });

  it('leads from an obligation to its one instalment, and lists several', async () => {
    const told = { obligation: 'N-1', minor: 1, dueDate: '2026-01-10' };
    const first = await rig.history.debt(rig.book, rig.someone, { ...told, instalment: '1' });
    await rig.reporting.caughtUp();
    const { references } = rig.reporting;
    expect(await references.subject('N-1')).toMatchObject({ debtId: first.debtId });
    await rig.history.debt(rig.book, rig.someone, { ...told, instalment: '2' });
    await rig.reporting.caughtUp();
    await expect(references.debt('N-1')).rejects.toThrow('use one of N-1/1, N-1/2');
    expect(await references.subject('N-1/1')).toMatchObject({ debtId: first.debtId });
  });

  it('does not choose between two debtors of one number', async () => {
    const other = await rig.history.debtor(2);
    await rig.history.debt(rig.book, other, {
      obligation: 'OBL-2',
      minor: 1,
      dueDate: '2026-01-10',
      debtorReference: 'CLI-9',
    });
    await rig.reporting.caughtUp();
    await expect(rig.reporting.timeline('CLI-9')).rejects.toThrow(AmbiguousReferenceError);
  });
});

describe('contacts', () => {
  it('tell what was sent in the creditor’s words', async () => {
    const contact = await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    expect(await all(rig.reporting.exportContacts())).toEqual([
      {
        contactId: contact.contactId,
        debtor: 'CLI-9',
        creditor: 'Banco Andino',
        channel: 'email',
        status: 'delivered',
        plannedFor: '2026-01-11T14:30:00.000Z',
        sentAt: '2026-01-11T14:30:00.000Z',
        items: [{ debt: 'OBL-1', step: 'D+1' }],
      },
    ]);
  });

  it('are merged into the contact that takes over their items', async () => {
    const first = await rig.story('D+1', '2026-01-11T14:30:00.000Z').requested();
    await first.deferred('2026-01-12T14:30:00.000Z');
    const second = rig.story('D+1', '2026-01-12T14:30:00.000Z');
    await second.requested([first.contactId]);
    await rig.reporting.caughtUp();
    const lines = await all(rig.reporting.exportContacts());
    expect(lines.map(({ status }) => status)).toEqual(['merged', 'planned']);
  });

  it('that were sent stay sent when another takes over what was put off', async () => {
    const first = await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.story('D+7', '2026-01-17T14:30:00.000Z').requested([first.contactId]);
    await rig.reporting.caughtUp();
    const lines = await all(rig.reporting.exportContacts());
    expect(lines.map(({ status }) => status)).toEqual(['delivered', 'planned']);
  });

  it('are counted by debtor and by portfolio on the days asked for', async () => {
    await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    const refused = await rig.story('D+7', '2026-01-17T14:30:00.000Z').requested();
    await refused.refused();
    await rig.reporting.caughtUp();
    const january = { from: '2026-01-01', to: '2026-01-31' };
    const expected = { contacts: 2, sent: 1, byStatus: { delivered: 1, refused: 1 } };
    expect(await rig.reporting.contactCounts({ debtor: 'CLI-9', ...january })).toEqual(expected);
    expect(await rig.reporting.contactCounts({ portfolio: 'consumo', ...january })).toEqual(expected);
    const day = { from: '2026-01-11', to: '2026-01-11' };
    expect(await rig.reporting.contactCounts({ portfolio: 'consumo', ...day })).toMatchObject({
      contacts: 1,
    });
  });

  it('explain every decision with its rules and basis', async () => {
    const contact = await rig.story('D+1', '2026-01-11T14:30:00.000Z').requested();
    await contact.deferred('2026-01-12T14:30:00.000Z');
    await contact.cleared();
    await rig.reporting.caughtUp();
    const { items, pack, basis, decisions } = await rig.reporting.explain(contact.contactId, standard);
    expect(items).toMatchObject([{ debt: 'OBL-1', step: 'D+1', decision: 'allow', notBefore: null }]);
    expect(items[0]?.rules).toMatchObject([{ id: 'CO-HOURS', citation: 'Ley 2300 de 2023, art. 3' }]);
    expect(pack).toBe('CO@2023.10');
    expect(basis?.facts).toEqual({ zones: ['America/Bogota'] });
    expect(decisions.map(({ type }) => type)).toEqual(['ContactDeferred', 'ContactCleared']);
  });
});

describe('the timeline', () => {
  it('pages through everything once, in order', async () => {
    await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const whole = await rig.reporting.timeline('CLI-9');
    const paged: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await rig.reporting.timeline('CLI-9', { limit: 3, after });
      paged.push(...page.entries.map(({ type }) => type));
      after = page.next;
      if (after === null) break;
    }
    expect(whole.next).toBeNull();
    expect(whole.entries).toHaveLength(8);
    expect(paged).toEqual(whole.entries.map(({ type }) => type));
  });

  it('tells what happened in one instant as the log does: cause before effect', async () => {
    await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const told: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await rig.reporting.timeline('OBL-1', { limit: 2, after });
      told.push(...page.entries.map(({ type }) => type));
      after = page.next;
      if (after === null) break;
    }
    expect(told).toEqual([
      'DebtPlaced',
      'ContactRequested',
      'ContactCleared',
      'AttemptStarted',
      'AttemptAccepted',
      'ContactDelivered',
    ]);
  });

  it('names the contact that an entry is part of', async () => {
    const { contactId } = await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const { entries } = await rig.reporting.timeline('OBL-1');
    expect(entries.map((entry) => entry.contactId)).toEqual([null, ...Array(5).fill(contactId)]);
  });

  it('of a debt leaves out what is of others', async () => {
    await rig.history.debt(rig.book, rig.someone, { obligation: 'OBL-2', minor: 1, dueDate: '2026-01-10' });
    await rig.reporting.caughtUp();
    const { entries } = await rig.reporting.timeline('OBL-1');
    expect(entries.map(({ type }) => type)).toEqual(['DebtPlaced']);
    expect(entries[0]?.summary).toBe('Banco Andino placed a debt of 1250.00 COP, due 2026-01-10');
  });

  it('of a debt shows what became of contacts about it', async () => {
    const other = await rig.history.debt(rig.book, rig.someone, {
      obligation: 'OBL-2',
      minor: 1,
      dueDate: '2026-01-10',
    });
    await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const types = async (debtId: string) =>
      (await rig.reporting.timeline(debtId)).entries.map(({ type }) => type);
    expect(await types(rig.card.debtId)).toContain('ContactDelivered');
    expect(await types(other.debtId)).not.toContain('ContactDelivered');
  });

  it('moves a backdated payment into the past, but not into what was known', async () => {
    rig.history.at('2026-02-01T12:00:00.000Z');
    await rig.history.pays(rig.card, 5_000, { effectiveAt: '2026-01-15T00:00:00.000Z' });
    await rig.reporting.caughtUp();
    const types = async (question: object) =>
      (await rig.reporting.timeline('OBL-1', question)).entries.map(({ type }) => type);
    expect(await types({ asOf: '2026-01-20T00:00:00Z' })).toEqual(['DebtPlaced', 'PaymentReceived']);
    expect(await types({ asOf: '2026-01-14T23:59:59Z' })).toEqual(['DebtPlaced']);
    expect(await types({ knownAt: '2026-01-20T00:00:00Z' })).toEqual(['DebtPlaced']);
    const total = async (question: object) =>
      (await rig.reporting.ageing({ asOf: '2026-01-20', ...question })).currencies[0]?.total;
    expect(await total({})).toBe('1200.00');
    expect(await total({ knownAt: '2026-01-31T00:00:00.000Z' })).toBe('1250.00');
  });
});
