import { readFileSync } from 'node:fs';

/** An invoice of the file, read without any code of the product. */
export interface Invoice {
  readonly number: string;
  readonly customer: string;
  /** Days since 1970-01-01. */
  readonly issued: number;
  readonly due: number;
  readonly settled: number;
  readonly cents: number;
}

const DAY = 86_400_000;

/** "1/31/2013" as days since 1970-01-01. */
const dayOf = (text: string): number => {
  const [month = 0, day = 0, year = 0] = text.split('/').map(Number);
  return Date.UTC(year, month - 1, day) / DAY;
};

export const dayOfIso = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;
export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The invoices of the file; it quotes nothing, so commas split it. */
export const readInvoices = (path: string): Invoice[] =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split(',');
      return {
        customer: cells[1] ?? '',
        number: cells[3] ?? '',
        issued: dayOf(cells[4] ?? ''),
        due: dayOf(cells[5] ?? ''),
        cents: Math.round(Number(cells[6]) * 100),
        settled: dayOf(cells[8] ?? ''),
      };
    });

/** Every (debt, step) of the due ladder that an unsettled invoice reaches by a last day. */
export const expectedSteps = (invoices: readonly Invoice[], last: number): Map<string, number> => {
  const expected = new Map<string, number>();
  for (const { number, issued, due, settled } of invoices) {
    for (const offset of [-3, 1, 7, 15, 30]) {
      const day = due + offset;
      if (day < issued || day > last || settled <= day) continue;
      expected.set(`${number} D${offset < 0 ? offset : `+${offset}`}`, day);
    }
  }
  return expected;
};

const BUCKETS = [
  ['current', 0],
  ['d1_30', 30],
  ['d31_60', 60],
  ['d61_90', 90],
  ['d91_120', 120],
  ['d121_180', 180],
  ['d181_360', 360],
  ['d360_plus', Number.POSITIVE_INFINITY],
] as const;

/** Open amounts in cents by days past due at the end of a day; settled on the day itself is settled. */
export const expectedAgeing = (invoices: readonly Invoice[], day: number): Record<string, number> => {
  const ageing: Record<string, number> = { total: 0, debts: 0 };
  for (const [name] of BUCKETS) ageing[name] = 0;
  for (const { issued, due, settled, cents } of invoices) {
    if (issued > day || settled <= day) continue;
    const bucket = BUCKETS.find(([, most]) => day - due <= most)?.[0] ?? 'd360_plus';
    ageing[bucket] = (ageing[bucket] ?? 0) + cents;
    ageing.total = (ageing.total ?? 0) + cents;
    ageing.debts = (ageing.debts ?? 0) + 1;
  }
  return ageing;
};
