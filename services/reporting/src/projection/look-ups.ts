import { type EventEnvelope, type RecordedEvent, upcast } from '@cauce/contracts';
import { keyedDigest } from '@cauce/kernel';
import { boxAbout, type Opener } from './boxes.ts';
import type { Prepared } from './fold.ts';
import type { LookUps } from './projection.ts';

const NOTHING: LookUps = {};

const isPlacement = (event: EventEnvelope): event is EventEnvelope<string, { debtorId: string }> =>
  (event.type === 'DebtPlaced' || event.type === 'DebtRestated') && event.sealed.length > 0;

/**
 * Computes the keyed digests under which sealed references are found again. An obligation or a document needs none:
 * its id is derived from it. A debtor's number with the creditor is in no id, so it gets a key here.
 */
export class Digests {
  private readonly secret: Uint8Array;
  private readonly opener: Opener;

  constructor(secret: Uint8Array, opener: Opener) {
    this.secret = secret;
    this.opener = opener;
  }

  debtorReference(value: string): string {
    return keyedDigest(this.secret, 'debtor-reference', [value]).slice(0, 32);
  }

  /** The event as projections take it. */
  async prepare(event: RecordedEvent): Promise<Prepared> {
    const present = upcast(event);
    return { event: present, lookUps: isPlacement(present) ? await this.of(present) : NOTHING };
  }

  private async of(event: EventEnvelope<string, { debtorId: string }>): Promise<LookUps> {
    const box = boxAbout(event, event.data.debtorId);
    const reference = (box && (await this.opener.open(box)))?.debtorReference;
    return typeof reference === 'string' ? { debtorReference: this.debtorReference(reference) } : NOTHING;
  }
}
