import { readPacks } from '@cauce/rule-packs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complianceWords } from '../../cli/words/compliance.ts';
import type { App } from '../../host/app.ts';
import { bookOf, OTHER, type Row, ZOILA } from '../../testing/book.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp } from '../../testing/line.ts';
import {
  answerComplaintOperation,
  complaintOperation,
  correctComplaintOperation,
} from '../complaints/complaints.ts';
import { complianceOperation } from './compliance.ts';

/** Two steps of each debt, on a Monday and a Friday; a third one, due on a Saturday, whose steps meet a Sunday. */
const NOW = endOf('2026-02-16');
const SUNDAY: Row = {
  ...OTHER,
  obligation: 'OBYY-1',
  reference: 'REFYY-1',
  document: '1012345699',
  email: 'tercera@correo.example',
  phone: '3001112299',
  dueDate: '2026-02-14',
  advisor: undefined,
};
const { dir, file } = freshPlace();
const work = <T>(task: (app: App) => Promise<T>, now = NOW): Promise<T> => withApp({ dir, now }, task);
const february = { from: '2026-02-01', to: '2026-02-16' };

beforeAll(() =>
  simulateFile(dir, file('book.csv', bookOf([ZOILA, OTHER, SUNDAY])), '2026-02-01', '2026-02-16'),
);
afterAll(removePlaces);

/** What the exported lines say was tried and put off. */
const counted = async ({ reporting }: App) => {
  const counts = { attempts: 0, sent: 0, deferred: 0, hours: 0 };
  for await (const { type, data } of reporting.exportEvents()) {
    if (type === 'AttemptStarted') counts.attempts += 1;
    if (type === 'AttemptAccepted') counts.sent += 1;
    const { decision } = data as { decision?: { items: { decision: string; rules: object[] }[] } };
    for (const item of decision?.items ?? []) if (item.decision === 'defer') counts.deferred += 1;
    const rules = JSON.stringify(decision ?? {}).match(/"id":"CO-HOURS"[^}]*?"outcome":"defer"/g);
    counts.hours += rules?.length ?? 0;
  }
  return counts;
};

describe('report compliance', () => {
  it('counts what the log holds, with the rules that stood against it', async () => {
    const [report, { attempts, sent, deferred, hours }] = await work(async (app) => [
      await complianceOperation(app, february),
      await counted(app),
    ]);
    expect(deferred).toBeGreaterThan(0);
    expect(report).toMatchObject({
      rows: [],
      total: { contacts: sent, attempts, deferred, blocked: 0, overrides: 0, unapproved: 0 },
    });
    expect(report.total.rules).toContainEqual({ rule: 'CO-HOURS', pack: 'CO', deferred: hours, blocked: 0 });
    expect(report.total).toMatchObject({ complaints: [], complaintsPer1000: 0 });
  });

  it('keeps to its days', async () => {
    const monday = await work((app) => complianceOperation(app, { from: '2026-02-09', to: '2026-02-09' }));
    expect(monday.total).toMatchObject({ contacts: 2, attempts: 2, deferred: 0 });
    const before = await work((app) => complianceOperation(app, { from: '2026-01-01', to: '2026-02-01' }));
    expect(before.total).toMatchObject({ contacts: 0, attempts: 0, complaintsPer1000: null });
    const wrong = { from: '2026-02-09', to: '2026-02-08' };
    await expect(work((app) => complianceOperation(app, wrong))).rejects.toThrow(
      /^to must be 2026-02-09 or a later day/,
    );
  });

  it('tells complaints with regulator, deadline and answer, and which are late', async () => {
    const at = '2026-02-10T15:00:00Z';
    const told = { debtor: ZOILA.reference, regulator: 'Superintendencia Financiera', at };
    const first = await work((app) =>
      complaintOperation(app, { ...told, dueOn: '2026-02-12', text: 'me escriben de noche' }),
    );
    expect(first.received).toBe(true);
    expect(await work((app) => complaintOperation(app, { ...told, dueOn: '2026-02-12' }))).toEqual({
      ...first,
      received: false,
    });
    const second = { ...told, debtor: OTHER.reference, regulator: 'SIC', dueOn: '2026-03-01' };
    await work((app) => complaintOperation(app, second));
    const { complaintId } = first;
    const answer = { complaint: complaintId, at: '2026-02-13T15:00:00Z' };
    expect(await work((app) => answerComplaintOperation(app, answer))).toMatchObject({ answered: true });
    expect(await work((app) => answerComplaintOperation(app, answer))).toMatchObject({ answered: false });
    const { total } = await work((app) => complianceOperation(app, february));
    expect(total.complaints).toEqual([
      expect.objectContaining({
        complaintId,
        regulator: 'Superintendencia Financiera',
        receivedAt: '2026-02-10T15:00:00.000Z',
        dueOn: '2026-02-12',
        answeredAt: '2026-02-13T15:00:00.000Z',
        late: true,
      }),
      expect.objectContaining({ regulator: 'SIC', answeredAt: null, late: false }),
    ]);
    expect(total.complaintsPer1000).toBeCloseTo(2_000 / total.contacts, 2);
    const { entries } = await work((app) => app.reporting.timeline(ZOILA.reference, { language: 'es' }));
    const said = entries.map(({ summary }) => summary).filter((summary) => summary.startsWith('Queja'));
    expect(said).toEqual([
      'Queja recibida por medio de Superintendencia Financiera, para responder hasta 2026-02-12: me escriben de noche',
      'Queja respondida',
    ]);
  });

  it.each([
    ['creditor', ['BANCO-ANDES']],
    ['portfolio', ['BANCO-ANDES CONSUMO']],
    ['person', ['Xiomárica Bocanegrasol', '']],
  ] as const)('groups by %s, and the groups add up', async (by, names) => {
    const { total, rows } = await work((app) => complianceOperation(app, { ...february, by }));
    expect(rows.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const what of ['contacts', 'attempts', 'deferred'] as const)
      expect(rows.reduce((sum, row) => sum + row[what], 0)).toBe(total[what]);
    expect(rows.flatMap(({ complaints }) => complaints)).toHaveLength(2);
  });

  it('tells a complaint as it was corrected, and the timeline what was corrected, by whom and why', async () => {
    const complaintId = await work(async (app) => {
      const { total } = await complianceOperation(app, february);
      return total.complaints.find(({ regulator }) => regulator === 'SIC')?.complaintId ?? '';
    });
    const wrong = {
      complaint: complaintId,
      reason: 'la carta dice el 2',
      dueOn: '2026-03-02',
      regulator: 'SIC',
    };
    expect(await work((app) => correctComplaintOperation(app, wrong))).toEqual({
      complaintId,
      corrected: true,
    });
    expect(await work((app) => correctComplaintOperation(app, wrong))).toMatchObject({ corrected: false });
    const report = await work((app) => complianceOperation(app, february));
    const line = report.total.complaints.find((one) => one.complaintId === complaintId);
    expect(line).toMatchObject({ regulator: 'SIC', dueOn: '2026-03-02', correctedAt: expect.any(String) });
    expect(complianceWords(report, 'es')).toMatch(
      /responder hasta 2026-03-02, sin respuesta, corregida 2026-/,
    );
    const { entries } = await work((app) => app.reporting.timeline(OTHER.reference));
    expect(entries.filter(({ type }) => type === 'ComplaintCorrected')).toMatchObject([
      {
        summary: 'Complaint corrected: to be answered by 2026-03-02: la carta dice el 2',
        actor: expect.stringMatching(/^principal:/),
      },
    ]);
    const refused = (change: object, problem: RegExp) =>
      expect(work((app) => correctComplaintOperation(app, { ...wrong, ...change }))).rejects.toThrow(problem);
    const nothing = { regulator: undefined, dueOn: undefined };
    await refused(nothing, /^nothing to correct is named/);
    await refused({ complaint: 'none' }, /there is no complaint none/);
    await refused({ dueOn: '2026-02-01' }, /^dueOn must not be before the complaint was received/);
    await refused({ at: '2027-01-01T00:00:00Z' }, /^at must be an instant that has come/);
    await refused({ debts: [ZOILA.obligation] }, /is no debt of this debtor/);
  });

  it('names what is wrong with a complaint', async () => {
    const told = { debtor: ZOILA.reference, regulator: 'SIC', dueOn: '2026-03-01' };
    const refused = (wrong: object, problem: RegExp) =>
      expect(work((app) => complaintOperation(app, { ...told, ...wrong }))).rejects.toThrow(problem);
    await refused({ debtor: 'NOBODY' }, /is known as "NOBODY"/);
    await refused({ creditor: 'NOBODY' }, /no portfolio has the creditor/);
    await refused({ debts: [OTHER.obligation] }, /is no debt of this debtor/);
    await refused({ dueOn: 'mañana' }, /must be a date/);
    await refused({ dueOn: '2020-12-01' }, /^dueOn must not be before the complaint was received/);
    await refused({ at: '2027-01-01T00:00:00Z' }, /^at must be an instant that has come/);
    const answer = { complaint: '00000000-0000-5000-8000-000000000000' };
    await expect(work((app) => answerComplaintOperation(app, answer))).rejects.toThrow(
      /there is no complaint/,
    );
  });

  it('speaks in words of either language', async () => {
    const report = await work((app) => complianceOperation(app, { ...february, by: 'person' }));
    const ids = readPacks().flatMap(({ rules }) => rules.map(({ id }) => id));
    for (const language of ['es', 'en'] as const) {
      const text = complianceWords(report, language);
      expect(text).not.toMatch(new RegExp(`\\b(${ids.join('|')}|[a-z]+_[a-z]+)\\b`));
      for (const { complaintId } of report.total.complaints) expect(text).toContain(complaintId);
      for (const word of language === 'es' ? ['Horario', 'fuera de plazo'] : ['Hours', 'late', 'nobody'])
        expect(text).toContain(word);
    }
  });
});
