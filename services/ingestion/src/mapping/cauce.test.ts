import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readAll } from '../files/testing/collect.ts';
import { tempFolder } from '../files/testing/temp.ts';
import { loadMapping } from './catalog.ts';
import { ROW_FIELDS } from './fields.ts';
import { templatesOf } from './templates.ts';
import { debtsOf, mapAll, paymentsOf } from './testing/map.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
const cauce = await loadMapping('cauce');
const SHIPPED = join(import.meta.dirname, '../../mappings/templates');

const one = async (fields: Readonly<Record<string, string>>) => {
  const quoted = Object.values(fields).map((value) => `"${value}"`);
  return mapAll(folder.write('one.csv', `${Object.keys(fields).join(',')}\n${quoted.join(',')}\n`), cauce);
};

const BASE = {
  creditor: 'B',
  portfolio: 'P',
  jurisdiction: 'CL',
  zone: 'America/Santiago',
  currency: 'UF',
  obligation: 'O1',
  due_date: '2026-01-31',
  principal: '12.3456',
  document_type: 'RUT',
  document_number: '12.345.678-5',
  given_name: 'Ana',
  surname: 'Rojas',
  second_surname: 'Peña',
};

describe('the cauce mapping', () => {
  it('ships templates that are made from it, in both languages and kinds of file, and that load', async () => {
    expect(readdirSync(SHIPPED)).toHaveLength(8);
    const loaded: unknown[] = [];
    for (const language of ['es', 'en'] as const) {
      for (const { record, table, help } of templatesOf(cauce, language)) {
        const base = join(SHIPPED, `cauce-${record}-${language}`);
        for (const ending of ['csv', 'xlsx']) {
          const { rows, rejects, warnings, file } = await mapAll(`${base}.${ending}`, cauce);
          expect(file.headers).toEqual(table[0]);
          expect([...rejects, ...warnings]).toEqual([]);
          loaded.push(rows);
        }
        const shown = await readAll(`${base}.xlsx`, { sheet: language === 'es' ? 'Ayuda' : 'Help' });
        expect(shown.lines.map(({ cells }) => cells)).toEqual(help.slice(1));
      }
    }
    expect(loaded.slice(0, 2)).toEqual(loaded.slice(4, 6));
  });

  it('documents every field of a debt but those of the third to fifth contact points', () => {
    const documented = new Set(Object.keys(cauce.records[0]?.fields ?? {}));
    const missing = [...ROW_FIELDS.debt].filter(
      (name) => !documented.has(name) && !/(phone|email|address)[1-5]|2\./.test(name),
    );
    expect(missing).toEqual([]);
  });

  it('reads units of account, two surnames, contact points with label and channels', async () => {
    const { rows } = await one({
      ...BASE,
      phone_1: '9 6123 4567',
      phone_1_label: 'casa',
      phone_1_channels: 'sms; WhatsApp',
      phone_2: '+56961234567',
      phone_3: '+1 212 555 0142',
      email_1: 'Ana@Correo.example',
      address_1: 'Av. Uno 1',
      address_1_region: 'cl-rm',
      address_1_postal_code: '7500000',
      debtor_zone: 'Pacific/Easter',
    });
    expect(debtsOf(rows)[0]).toMatchObject({
      currency: 'CLF',
      balance: { principal: 123_456 },
      debtor: {
        kind: 'natural',
        country: 'CL',
        documentType: 'RUT',
        documentNumber: '123456785',
        secondSurname: 'Peña',
        zone: 'Pacific/Easter',
        points: [
          { kind: 'email', value: 'ana@correo.example' },
          { kind: 'phone', value: '+56961234567', label: 'casa', channels: ['sms', 'whatsapp'] },
          { kind: 'phone', value: '+12125550142' },
          { kind: 'postal', value: 'Av. Uno 1', country: 'CL', region: 'CL-RM', postalCode: '7500000' },
        ],
      },
    });
  });

  it('turns a line away for what could not be lawful, and only leaves out what can be spared, always named', async () => {
    const away = await one({
      ...BASE,
      debtor_zone: 'Mars',
      planned_recall: '31/02/2026',
      person_kind: 'robot',
    });
    expect(away.rejects.map(({ column, reason }) => [column, reason.split(':')[0]])).toEqual([
      ['person_kind', 'INVALID_KIND'],
      ['debtor_zone', 'UNKNOWN_ZONE'],
      ['planned_recall', 'INVALID_DATE'],
    ]);
    const spared = await one({
      ...BASE,
      phone_1: '12',
      phone_2: '9 6123 4567',
      phone_2_channels: 'sms, telepathy',
      email_1: 'x',
      debtor_language: '??',
      guarantor_document_type: 'RUT',
      guarantor_document_number: '1-1',
      advisor_surname: 'Solo',
    });
    expect(spared.rejects).toEqual([]);
    expect(debtsOf(spared.rows)[0]).toMatchObject({ debtor: { points: [] }, parties: [] });
    expect(spared.warnings.map(({ column }) => column).sort()).toEqual([
      'advisor_surname',
      'debtor_language',
      'email_1',
      'guarantor_document_number',
      'phone_1',
      'phone_2_channels',
    ]);
  });

  it('tells payments by their headers, with instants too', async () => {
    const { file, rows } = await one({
      acreedor: 'B',
      cartera: 'P',
      obligacion: 'O1',
      referencia_pago: 'R1',
      monto: '10.50',
      fecha_pago: '2026-02-20T14:30:00-05:00',
      moneda: 'USD',
    });
    expect(file.record).toBe('payments');
    expect(paymentsOf(rows)).toEqual([
      {
        kind: 'payment',
        portfolio: { creditor: 'B', code: 'P' },
        obligation: 'O1',
        reference: 'R1',
        amount: 1_050,
        currency: 'USD',
        paidAt: '2026-02-20T19:30:00.000Z',
      },
    ]);
  });

  it('rejects a second line of the same payment reference, but not of the same content without one', async () => {
    const header = 'acreedor,cartera,obligacion,referencia_pago,monto,fecha_pago,moneda';
    const { rows, rejects } = await mapAll(
      folder.write(
        'd.csv',
        `${header}\n${['R1', 'R1', '', ''].map((reference) => `B,P,O1,${reference},5,2026-02-20,USD`).join('\n')}\n`,
      ),
      cauce,
    );
    expect(rows).toHaveLength(3);
    expect(rejects).toEqual([
      { line: 3, column: '', value: 'R1', reason: 'DUPLICATE_KEY: the same payment is on line 2' },
    ]);
  });

  it('says which columns are missing, by both names', async () => {
    const { principal: _principal, due_date: _dueDate, ...rest } = BASE;
    await expect(one(rest)).rejects.toThrow(
      /^MISSING_COLUMNS: for "debts" .*lacks: fecha_vencimiento or due_date; capital or principal or saldo or balance\./,
    );
  });
});
