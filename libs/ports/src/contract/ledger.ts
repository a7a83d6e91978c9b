import { derivedId } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import type { JournalEntry, Ledger } from '../ledger.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { SampleStreams } from './sample-events.ts';

/** What every ledger must do for a log that nobody tampered with. */
export const ledgerContract = (
  name: string,
  make: MakeFresh<{ readonly store: EventStore; readonly ledger: Ledger }>,
): void => {
  describe(`Ledger: ${name}`, () => {
    const fresh = withFresh(make);

    it('finds an empty log sound', async () => {
      expect(await fresh().ledger.verify()).toMatchObject({ streams: 0, events: 0, ok: true });
    });

    it('finds what was appended sound, while more is being appended, and tells how far it is', async () => {
      const { store, ledger } = fresh();
      const streams = new SampleStreams();
      const told: number[] = [];
      for (let n = 0; n < 60; n += 1) await store.append([streams.next(`debt-${n % 7}`, 20)]);
      const [report] = await Promise.all([
        ledger.verify((events) => told.push(events)),
        ...Array.from({ length: 20 }, () => store.append([streams.next('contact-1', 5)])),
      ]);
      expect(report.ok).toBe(true);
      expect(report.events).toBeGreaterThanOrEqual(1_200);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(told.at(-1)).toBe(report.events);
      expect(await ledger.verify()).toMatchObject({ streams: 8, events: 1_300, ok: true });
    });

    it('tells a head that holds as long as the log begins as it did', async () => {
      const { store, ledger } = fresh();
      const streams = new SampleStreams();
      const heads: string[] = [];
      for (const stream of ['debt-1', 'contact-1', 'debt-1']) {
        const { head = '' } = await ledger.verify();
        heads.push(head);
        await store.append([streams.next(stream, 2)]);
      }
      expect(heads.map((head) => head.split('-')[0])).toEqual(['0', '2', '4']);
      for (const head of heads)
        expect(await ledger.verify(undefined, head)).toMatchObject({ ok: true, events: 6, headHolds: true });
      const others = [`7-${'0'.repeat(64)}`, `4-${heads[1]?.split('-')[1]}`];
      for (const head of others)
        expect(await ledger.verify(undefined, head)).toMatchObject({ ok: false, headHolds: false });
    });

    it('keeps its notes in order, whatever is appended between', async () => {
      const { store, ledger } = fresh();
      const streams = new SampleStreams();
      expect(await ledger.notes()).toEqual([]);
      const entries = [1, 2, 3].map((n): JournalEntry => {
        return { kind: 'erasure', subject: derivedId('person', n), at: `2026-03-0${n}T00:00:00.000Z` };
      });
      for (const entry of entries) {
        await ledger.note(entry);
        await store.append([streams.next('debt-1', 3)]);
      }
      expect(await ledger.notes()).toEqual(entries);
      expect(await ledger.verify()).toMatchObject({ streams: 1, events: 9, ok: true });
    });
  });
};
