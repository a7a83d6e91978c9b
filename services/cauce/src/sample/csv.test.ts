import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebtRow, IntakeRow } from '@cauce/domain';
import { loadMapping, mapFile } from '@cauce/ingestion';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paymentsPath, writeSampleCsv } from './csv.ts';
import { generateSample } from './generate.ts';

const folder = mkdtempSync(join(tmpdir(), 'cauce-sample-'));
const path = join(folder, 'muestra.csv');
const sample = generateSample({ seed: 3, today: '2026-03-01', debtors: 150, days: 60 });

const read = async (file: string): Promise<IntakeRow[]> => {
  const rows: IntakeRow[] = [];
  for await (const line of mapFile(file, await loadMapping('cauce'))) {
    expect(line.rejects).toEqual([]);
    rows.push(...line.rows);
  }
  return rows;
};

/** The template has no columns for the labels of a guarantor's places. */
const asWritten = (row: DebtRow): DebtRow => ({
  ...row,
  parties: row.parties.map(({ role, person }) => ({
    role,
    person: {
      ...person,
      points: person.points.map(({ label: _label, source: _source, channels: _channels, ...point }) => point),
    },
  })),
});

describe('a sample as files', () => {
  beforeAll(() => writeSampleCsv(path, sample));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads back as the very same debts under the mapping cauce', async () => {
    expect(await read(path)).toEqual(sample.debts.map(asWritten));
  });

  it('reads back as the very same payments', async () => {
    expect(sample.payments.length).toBeGreaterThan(30);
    expect(await read(paymentsPath(path))).toEqual(sample.payments);
  });

  it('puts the payments beside the debts', () => {
    expect(paymentsPath('/a/b.csv')).toBe('/a/b-pagos.csv');
    expect(paymentsPath('/a/b')).toBe('/a/b-pagos.csv');
  });
});
