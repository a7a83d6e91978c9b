import { readFileSync, writeFileSync } from 'node:fs';
import { debt } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { csvOf, debtRow, openRig, paymentRow, type Rig } from './testing/rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const typesOf = async () => (await rig.events()).map(({ type }) => type);

describe('an import', () => {
  it('says what it did, and the second time appends nothing', async () => {
    const file = csvOf([debtRow(), debtRow({ obligation: 'O2', document_number: '1030000002' })]);
    const first = await rig.take(file);
    expect(first).toMatchObject({ rows: 2, accepted: 2, created: 2, changed: 0, unchanged: 0, rejected: 0 });
    expect(first.events).toBe((await rig.events()).length);
    expect(await rig.take(file)).toMatchObject({ created: 0, unchanged: 2, events: 0, rejectsFile: null });
  });

  it('keeps the agency that a file names for a portfolio, and its change alone', async () => {
    await rig.take(csvOf([debtRow({ agency: 'Cobranzas del Sur' })]));
    expect((await rig.events('PortfolioOpened'))[0]?.data).toMatchObject({ agency: 'Cobranzas del Sur' });
    expect(await rig.take(csvOf([debtRow()]))).toMatchObject({ events: 0 });
    await rig.take(csvOf([debtRow({ agency: 'Cobranzas del Norte' })]));
    expect((await rig.events('PortfolioChanged')).map(({ data }) => data)).toMatchObject([
      { changes: { agency: 'Cobranzas del Norte' } },
    ]);
  });

  it('names the column of the file in each reject, and counts lines from the header', async () => {
    await rig.take(csvOf([debtRow()]));
    const report = await rig.take(
      csvOf([
        debtRow({ document_number: '1030000002' }),
        debtRow({ obligation: 'O2', due_date: '2026-02-31' }),
        debtRow({ currency: 'USD' }),
        debtRow({ obligation: 'O3' }),
      ]).replaceAll('document_number', 'Número Documento'),
    );
    expect(report).toMatchObject({ rows: 4, accepted: 1, created: 1, rejected: 3 });
    expect(report.rejects).toEqual([
      {
        line: 2,
        column: 'Número Documento',
        value: '1030000002',
        reason: expect.stringMatching(/^DEBTOR_CHANGED: /),
      },
      { line: 3, column: 'due_date', value: '2026-02-31', reason: expect.stringMatching(/^INVALID_DATE: /) },
      { line: 4, column: '', value: 'O1', reason: expect.stringMatching(/^DUPLICATE_KEY: /) },
    ]);
  });

  it('refuses another currency by its column', async () => {
    await rig.take(csvOf([debtRow()]));
    const { rejects } = await rig.take(csvOf([debtRow({ currency: 'USD' })]));
    expect(rejects).toMatchObject([{ line: 2, column: 'currency', value: 'USD' }]);
    expect(rejects[0]?.reason).toMatch(/^CURRENCY_CHANGED: /);
  });

  it('gives rejects back as a file that loads once it is corrected', async () => {
    const { rejectsFile } = await rig.take(
      csvOf([debtRow(), debtRow({ obligation: 'O2', principal: 'mil' })]),
    );
    const text = readFileSync(rejectsFile ?? '', 'utf8');
    expect(text.split('\n')[0]).toMatch(/cauce_line,cauce_error$/);
    expect(text).toContain('INVALID_AMOUNT');
    expect(await rig.takeFile(rejectsFile ?? '')).toMatchObject({ rejected: 1, created: 0 });
    writeFileSync(rejectsFile ?? '', text.replace(',mil,', ',2000,'));
    expect(await rig.takeFile(rejectsFile ?? '')).toMatchObject({ rejected: 0, created: 1, notes: [] });
  });

  it('writes nothing in a dry run, and tells the truth', async () => {
    const file = csvOf([debtRow(), debtRow({ obligation: 'O2', principal: '-1' })]);
    const told = await rig.take(file, 'cauce', { dryRun: true });
    expect(told).toMatchObject({ created: 1, rejected: 1, events: 0, rejectsFile: null });
    expect(await rig.events()).toEqual([]);
    const keyOf = async (id: string) => (await rig.core.vault.find(id, '1')) !== undefined;
    const person = { country: 'CO', documentType: 'CC', documentNumber: '1030000001' };
    expect(await keyOf(rig.core.ids.person(person, ''))).toBe(false);
    expect(await rig.take(file)).toMatchObject({ created: told.created, rejected: told.rejected });
    expect(await keyOf(rig.core.ids.person(person, ''))).toBe(true);
    const changed = csvOf([debtRow({ principal: '5' })]);
    expect(await rig.take(changed, 'cauce', { dryRun: true })).toMatchObject({ changed: 1, events: 0 });
  });

  it('takes the terms that a file lacks from the portfolio on file', async () => {
    const { jurisdiction: _, zone: _zone, currency: _currency, ...bare } = debtRow({ obligation: 'O2' });
    await expect(rig.take(csvOf([bare]))).rejects.toThrow('MISSING_COLUMNS');
    await rig.take(csvOf([debtRow()]));
    expect(await rig.take(csvOf([bare]))).toMatchObject({ created: 1, rejected: 0 });
    expect(await rig.take(csvOf([{ ...bare, obligation: 'O3', portfolio: 'NEW' }]))).toMatchObject({
      rejected: 1,
    });
    const { creditor: _creditor, portfolio: _portfolio, ...payment } = paymentRow();
    expect(await rig.take(csvOf([payment]), 'cauce', { portfolio: 'P' })).toMatchObject({ accepted: 1 });
    expect(await typesOf()).toContain('PaymentReceived');
  });

  it('rejects a new portfolio without its terms', async () => {
    const rows = [debtRow({ zone: '' }), debtRow({ obligation: 'O2' })];
    const { rejects } = await rig.take(csvOf(rows));
    expect(rejects).toMatchObject([{ line: 2, column: 'portfolio', value: 'P' }]);
    expect(rejects[0]?.reason).toMatch(/^UNKNOWN_PORTFOLIO: .* give its zone in columns/);
  });

  it('appends only what changed', async () => {
    await rig.take(csvOf([debtRow()]));
    const before = (await rig.events()).length;
    const row = debtRow({
      principal: '900',
      given_name: 'Ana María',
      phone_1: '3109876543',
      product: 'Libranza',
    });
    expect(await rig.take(csvOf([row]))).toMatchObject({ changed: 1, created: 0 });
    const events = (await rig.events()).slice(before);
    expect(events.map(({ type }) => type).sort()).toEqual([
      'ContactPointAdded',
      'DebtRestated',
      'DebtorChanged',
      'ImportCompleted',
    ]);
    expect(events.find(({ type }) => type === 'DebtRestated')?.data).toEqual({
      debtId: expect.any(String),
      debtorId: expect.any(String),
      changes: { balance: { principal: 90_000, interest: 0, fees: 0, tax: 0 }, product: 'Libranza' },
    });
  });

  it('takes a line whole or not at all', async () => {
    const csv = readIbm({ settled: '2030-01-01' });
    const report = await rig.take(csv, 'ibm-ar');
    expect(report).toMatchObject({ rows: 1, created: 0, rejected: 1 });
    expect(report.rejects).toMatchObject([{ column: 'SettledDate' }]);
    expect(await typesOf()).toEqual(['RowRejected', 'ImportCompleted']);
  });

  it('loads twice at once without doubling anything', async () => {
    const rows = Array.from({ length: 1_200 }, (_unused, n) =>
      debtRow({ obligation: `O${n}`, document_number: String(1030000000 + (n % 300)) }),
    );
    const path = rig.folder.path('twice.csv');
    writeFileSync(path, csvOf(rows));
    const reports = await Promise.all([rig.takeFile(path), rig.takeFile(path)]);
    expect(reports.map(({ accepted }) => accepted)).toEqual([1_200, 1_200]);
    expect(reports[0].created + reports[1].created).toBe(1_200);
    const types = (await typesOf()).filter((type) => type !== 'ImportCompleted');
    expect(types.filter((type) => type === 'DebtPlaced')).toHaveLength(1_200);
    expect(types.filter((type) => type === 'DebtorRegistered')).toHaveLength(300);
  });

  it('brings an ended debt back as a new placement', async () => {
    await rig.take(csvOf([debtRow()]));
    await rig.take(csvOf([paymentRow({ amount: '1000' })]));
    expect(await rig.take(csvOf([debtRow({ product: 'x' })]))).toMatchObject({ unchanged: 1, events: 0 });
    expect(await rig.take(csvOf([debtRow({ principal: '300' })]))).toMatchObject({ changed: 1 });
    const debtId = rig.core.ids.debt(rig.core.ids.creditor('B'), 'P', 'O1');
    expect(await rig.core.log.load(debt, debtId)).toMatchObject({
      ended: null,
      placement: 2,
      placedOn: '2026-03-01',
      balance: { principal: 30_000 },
    });
  });

  it('takes units of account, legal persons and parties, each sealed for whom it is about', async () => {
    await rig.take(
      csvOf([
        debtRow({
          jurisdiction: 'CL',
          zone: 'America/Santiago',
          currency: 'UF',
          principal: '12.3456',
          document_type: 'RUT',
          document_number: '76.086.428-5',
          given_name: '',
          surname: '',
          legal_name: 'Comercial Sur SpA',
          phone_1: '',
          guarantor_document_type: 'RUT',
          guarantor_document_number: '12.345.678-5',
          guarantor_given_name: 'Luis',
          reference_given_name: 'Rosa',
        }),
      ]),
    );
    const [placed] = await rig.events('DebtPlaced');
    expect(placed?.data).toMatchObject({ currency: 'CLF', balance: { principal: 123_456 } });
    const registered = await rig.events('DebtorRegistered');
    expect(registered.map(({ data }) => (data as { kind: string }).kind)).toEqual([
      'legal',
      'natural',
      'natural',
    ]);
    for (const event of [...registered, ...(await rig.events('ContactPointAdded'))]) {
      expect(event.sealed.map(({ subject }) => `contact-${subject}`)).toEqual([event.stream]);
    }
    expect((await rig.events('PartyLinked')).map(({ data }) => (data as { role: string }).role)).toEqual([
      'guarantor',
      'reference',
    ]);
    expect(await rig.opened(registered[1])).toMatchObject({ givenName: 'Luis', documentNumber: '123456785' });
  });
});

const readIbm = ({ settled }: { settled: string }): string =>
  [
    'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate',
    `391,0379-NEVHP,4/6/2013,611365,1/2/2013,2/1/2013,55.94,No,${settled},Paper,13,0`,
  ].join('\n');

describe('an import that breaks off', () => {
  it('says how far it came, and goes on the next time', async () => {
    const rows = Array.from({ length: 1_500 }, (_unused, n) =>
      debtRow({ obligation: `O${n}`, document_number: String(1030000000 + n) }),
    );
    const { store } = rig.core;
    const append = store.append.bind(store);
    let appends = 0;
    store.append = async (batch) => {
      appends += 1;
      if (appends > 1) throw new Error('the disk is full');
      return append(batch);
    };
    await expect(rig.take(csvOf(rows))).rejects.toThrow(
      /^the disk is full\. Broken off after \d+ rows, \d+ of them taken in and 0 rejected; .* import it again/,
    );
    store.append = append;
    const placed = (await rig.events('DebtPlaced')).length;
    expect(placed).toBeGreaterThan(0);
    expect(await rig.take(csvOf(rows))).toMatchObject({ created: 1_500 - placed, unchanged: placed });
    expect(await rig.events('DebtPlaced')).toHaveLength(1_500);
  });
});
