import { type EventEnvelope, type RecordedEvent, upcast } from '@cauce/contracts';
import type { Ids } from '@cauce/runtime';
import { boxAbout, type Opener } from './boxes.ts';
import type { Prepared } from './fold.ts';
import type { LookUps } from './projection.ts';

const NOTHING: LookUps = {};

const isPlacement = (event: EventEnvelope): event is EventEnvelope<string, { debtorId: string }> =>
  (event.type === 'DebtPlaced' || event.type === 'DebtRestated') && event.sealed.length > 0;

/**
 * Computes the keyed digests under which sealed references are found again. A document needs none: its id is derived
 * from it. A debtor's number with the creditor is in no id, and an obligation only with its instalment.
 */
export class Digests {
  private readonly ids: Ids;
  private readonly opener: Opener;

  constructor(ids: Ids, opener: Opener) {
    this.ids = ids;
    this.opener = opener;
  }

  debtorReference(value: string): string {
    return this.ids.digest('debtor-reference', value);
  }

  obligation(value: string): string {
    return this.ids.digest('obligation', value);
  }

  /** Events as projections take them. */
  async prepare(events: readonly RecordedEvent[]): Promise<readonly Prepared[]> {
    const prepared: Prepared[] = [];
    for (const recorded of events) {
      const event = upcast(recorded);
      // Only a placement waits for a key: a promise for each event of a rebuild would cost more than its fold.
      prepared.push({ event, lookUps: isPlacement(event) ? await this.of(event) : NOTHING });
    }
    return prepared;
  }

  private async of(event: EventEnvelope<string, { debtorId: string }>): Promise<LookUps> {
    const box = boxAbout(event, event.data.debtorId);
    const { debtorReference, obligation } = (box && (await this.opener.open(box))) ?? {};
    return {
      ...(typeof debtorReference === 'string'
        ? { debtorReference: this.debtorReference(debtorReference) }
        : NOTHING),
      ...(typeof obligation === 'string' ? { obligation: this.obligation(obligation) } : NOTHING),
    };
  }
}
