import type { RecordedEvent } from '@cauce/contracts';
import { type Debt, debt, isWorkable } from '@cauce/domain';

interface Told {
  readonly clearanceId?: string;
  readonly expiresAt?: string;
  readonly items?: readonly { readonly debtId: string }[];
}

/** Attempts without a live clearance that nobody used before, or about a debt that nobody should work. */
export const unlawfulAttempts = (events: readonly RecordedEvent[]): string[] => {
  const debts = new Map<string, Debt | null>();
  const expiry = new Map<string, string>();
  return events.flatMap((event) => {
    const { clearanceId = '', expiresAt = '', items = [] } = event.data as Told;
    if (event.stream.startsWith('debt-'))
      debts.set(event.stream, debt.evolve(debts.get(event.stream) ?? null, event as never));
    if (event.type === 'ContactCleared') expiry.set(clearanceId, expiresAt);
    if (event.type !== 'AttemptStarted') return [];
    const lawful =
      event.recordedAt < (expiry.get(clearanceId) ?? '') &&
      items.every(({ debtId }) => isWorkable(debts.get(`debt-${debtId}`) ?? null));
    expiry.delete(clearanceId);
    return lawful ? [] : [event.id];
  });
};
