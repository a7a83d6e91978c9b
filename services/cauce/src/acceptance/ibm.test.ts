import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sha256 } from '@cauce/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ageingOperation } from '../operations/reports/ageing.ts';
import { endOf, withApp } from '../testing/line.ts';
import { jsonLines, lastJson, runCauce } from './testing/cli-child.ts';
import {
  dayOfIso,
  expectedAgeing,
  expectedSteps,
  type Invoice,
  isoOf,
  readInvoices,
} from './testing/ibm-oracle.ts';

const FILE = resolve('../shared/data/ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv');
const present = existsSync(FILE);
const LAST = '2014-03-31';

interface ContactLine {
  readonly debtor: string;
  readonly status: string;
  readonly sentAt: string | null;
  readonly items: readonly { readonly debt: string; readonly step: string }[];
}

const localOf = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO('America/New_York');

const monthEnds = (): string[] =>
  Array.from({ length: 24 }, (_, month) => isoOf(Date.UTC(2012, month + 1, 0) / 86_400_000));

(present ? describe : describe.skip)(
  `the IBM receivables, 2012 to March 2014${present ? '' : ` (skipped: ${FILE} is not there)`}`,
  () => {
    const home = mkdtempSync(join(tmpdir(), 'cauce-ibm-'));
    const data = join(home, 'data');
    let invoices: Invoice[];
    let report: Record<string, number>;

    beforeAll(async () => {
      invoices = readInvoices(FILE);
      const options = ['--mapping', 'ibm-ar', '--from', '2012-01-01', '--to', LAST, '--data', data, '--json'];
      const result = await runCauce(['simulate', '--import', FILE, ...options]);
      expect({ code: result.code, err: result.err }).toEqual({ code: 0, err: '' });
      report = lastJson(result);
    }, 600_000);

    afterAll(() => rmSync(home, { recursive: true, force: true }));

    it('holds every invoice and customer', () => {
      expect(report).toMatchObject({ debts: 2466, debtors: 100, payments: 2466, refused: 0, deferred: 0 });
    });

    it('sends each step of an unsettled debt exactly once, on its day, at a lawful hour', async () => {
      const contacts = jsonLines<ContactLine>(
        await runCauce(['export', 'contacts', '--data', data, '--json']),
      );
      const expected = expectedSteps(invoices, dayOfIso(LAST));
      const customers = new Map(invoices.map(({ number, customer }) => [number, customer]));
      const sent: string[] = [];
      for (const { debtor, sentAt, items, status } of contacts) {
        if (sentAt === null) continue;
        expect(status).toBe('delivered');
        const at = localOf(sentAt);
        expect(at.hour).toBeGreaterThanOrEqual(8);
        expect(at.hour).toBeLessThan(21);
        for (const { debt, step } of items) {
          sent.push(`${debt} ${step}`);
          expect(customers.get(debt)).toBe(debtor);
          expect(at.toPlainDate().toString()).toBe(isoOf(expected.get(`${debt} ${step}`) ?? 0));
        }
      }
      expect(sent.sort()).toEqual([...expected.keys()].sort());
    });

    it('ages as an independent count does at every month end', async () => {
      const reports = await withApp({ dir: data, now: endOf(LAST) }, (app) =>
        Promise.all(monthEnds().map((asOf) => ageingOperation(app, { asOf }))),
      );
      const day = '2012-12-31';
      const asked = await runCauce(['report', 'ageing', '--as-of', day, '--data', data, '--json']);
      expect(lastJson(asked)).toEqual(reports.find(({ asOf }) => asOf === day));
      for (const { asOf, currencies } of reports) {
        const { currency, debts, ...amounts } = currencies[0] ?? {};
        const cents = Object.entries(amounts).map(([name, amount]) => [
          name,
          Math.round(Number(amount) * 100),
        ]);
        expect({ asOf, currency, debts, ...Object.fromEntries(cents) }).toEqual({
          asOf,
          currency: 'USD',
          ...expectedAgeing(invoices, dayOfIso(asOf)),
        });
      }
    });

    it('takes the same file, and a shuffled copy of it, without a single event', async () => {
      const again = await runCauce(['import', FILE, '--mapping', 'ibm-ar', '--data', data, '--json']);
      expect(lastJson(again)).toMatchObject({
        rows: 2466,
        created: 0,
        changed: 0,
        unchanged: 2466,
        events: 0,
      });
      const [header = '', ...lines] = readFileSync(FILE, 'utf8').trim().split(/\r?\n/);
      const shuffled = join(home, 'shuffled.csv');
      writeFileSync(
        shuffled,
        `${[header, ...lines.toSorted((a, b) => (sha256(a) < sha256(b) ? -1 : 1))].join('\n')}\n`,
      );
      const copy = await runCauce(['import', shuffled, '--mapping', 'ibm-ar', '--data', data, '--json']);
      expect(lastJson(copy)).toMatchObject({
        rows: 2466,
        created: 0,
        changed: 0,
        unchanged: 2466,
        events: 0,
      });
    });

    it('proves that nothing was altered', async () => {
      const verified = await runCauce(['audit', 'verify', '--data', data, '--json']);
      expect(lastJson(verified)).toMatchObject({ ok: true, events: report.events });
    });
  },
);
