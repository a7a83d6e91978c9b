import { momentOf, type PaymentRow, type PortfolioInput } from '@cauce/domain';
import type { Findings } from './findings.ts';
import { currencyIn, portfolioReader } from './portfolio.ts';
import { amountIn, type Cells, given, needed, type RowReader, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';
import { movementKind } from './words.ts';

/** Why a movement that is no payment is turned away: it must not lower what is owed. */
const NO_PAYMENT = {
  unverified: 'NOT_A_PAYMENT: it counts once it is verified, load it then',
  promise: 'NOT_A_PAYMENT: a promise is no money received',
  adjustment: 'NOT_A_PAYMENT: an adjustment comes with the balance of the debt',
  cancellation: 'NOT_A_PAYMENT: a cancelled payment comes with the balance of the debt',
} as const;

/** Whether a line tells of money received; a file that does not say tells of nothing else. */
const isPayment = (source: Source | undefined, cells: Cells, findings: Findings): boolean => {
  const text = textIn(source, cells);
  const kind = text === undefined ? 'payment' : movementKind(text);
  if (kind === 'payment') return true;
  const wrong = kind === undefined ? 'UNKNOWN_MOVEMENT: write payment, or leave it blank' : NO_PAYMENT[kind];
  findings.reject(source, text ?? '', wrong);
  return false;
};

const momentIn = (source: Source | undefined, cells: Cells, findings: Findings): string | undefined => {
  const text = needed(source, cells, findings);
  if (source === undefined || text === undefined) return undefined;
  const moment = momentOf(text, source.dates);
  return moment.ok ? moment.value : findings.reject(source, text, moment.error);
};

/** Reads a row of a payment. */
export const paymentReader = (sources: Sources, onFile: readonly PortfolioInput[]): RowReader => {
  const at = (name: string) => sources.get(name);
  const portfolioIn = portfolioReader(sources, onFile);
  return (cells, findings): PaymentRow | undefined => {
    if (!isPayment(at('movement'), cells, findings)) return undefined;
    const portfolio = portfolioIn(cells, findings);
    const obligation = needed(at('obligation'), cells, findings);
    const paidAt = momentIn(at('paidAt'), cells, findings);
    const currency = portfolio && currencyIn(at('currency'), cells, portfolio, findings);
    const text = needed(at('amount'), cells, findings);
    const amount = currency === undefined ? undefined : amountIn(at('amount'), cells, currency, findings);
    if (amount === 0)
      return findings.reject(at('amount'), text ?? '', 'INVALID_AMOUNT: a payment is more than zero');
    if (
      !portfolio ||
      obligation === undefined ||
      paidAt === undefined ||
      currency === undefined ||
      amount === undefined
    )
      return undefined;
    const texts = given({
      instalment: textIn(at('instalment'), cells),
      reference: textIn(at('reference'), cells),
    });
    return { kind: 'payment', portfolio, obligation, ...texts, amount, currency, paidAt };
  };
};
