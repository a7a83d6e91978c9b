import { type DebtCommand, debt } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import type { TestCore } from '../../testing/index.ts';
import type { Cause } from '../cause.ts';
import { EventLog } from '../event-log.ts';

export const id = (name: string) => derivedId('test', name);
export const debtId = id('debt');
export const debtorId = id('debtor');
export const cause = (name = 'cause'): Cause => ({
  actor: 'policy:test',
  causationId: id(name),
  correlationId: id('story'),
});
export const balance = { principal: 10_000, interest: 0, fees: 0, tax: 0 };
export const place = {
  kind: 'state' as const,
  debtId,
  debtorId,
  creditorId: id('creditor'),
  portfolioId: id('portfolio'),
  currency: 'COP',
  placedOn: '2026-03-01',
  stated: {
    dueDate: '2026-03-10',
    plannedRecall: null,
    product: null,
    balance,
    balanceAsOf: '2026-03-01',
    digest: 'd',
  },
  references: { obligation: 'OBLIGACION-1' },
  effectiveAt: '2026-03-01T05:00:00.000Z',
} satisfies DebtCommand;
export const hold = (name: string): DebtCommand => ({ kind: 'hold', holdId: id(name), reason: 'dispute' });

/** Another process over the same store. */
export const another = ({ core, clock }: Pick<TestCore, 'core' | 'clock'>): EventLog =>
  new EventLog(core.store, core.log.sealer, clock);

/** What a command does to a debt. */
export const run = (log: EventLog, command: DebtCommand, of = debtId, why = cause()) =>
  log.transact(why, (unit) => unit.execute(debt, of, command));
