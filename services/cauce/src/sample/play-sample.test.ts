import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstantText } from '@cauce/kernel';
import { readPacks, ruleTitles } from '@cauce/rule-packs';
import { VirtualClock } from '@cauce/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Folder, openFolder } from '../host/folder.ts';
import { type Host, startHost } from '../host/host.ts';
import { countLog } from '../simulate/counts.ts';
import { beginSample, playSample, type SamplePlan, sampleStart, unfinishedSample } from './play-sample.ts';
import { renderSummary } from './render.ts';
import { type SampleSummary, summarizeLog } from './summary.ts';

const UNTIL: InstantText = '2026-03-01T15:00:00.000Z';
const plan: SamplePlan = { seed: 5, debtors: 60, days: 25, until: UNTIL };
const home = mkdtempSync(join(tmpdir(), 'cauce-sample-'));

/** Opens a folder, plays its sample, and hands over what is open. */
const playIn = async <T>(
  name: string,
  look: (folder: Folder, host: Host) => Promise<T>,
  onProgress?: (share: number) => void,
): Promise<T> => {
  const clock = new VirtualClock(Temporal.Instant.fromEpochMilliseconds(0));
  const folder = await openFolder({ dir: join(home, name), clock });
  try {
    const begun = await beginSample(folder.core, clock, plan);
    const host = await startHost(folder);
    try {
      await playSample(host, clock, begun, onProgress);
      return await look(folder, host);
    } finally {
      await host.stop();
    }
  } finally {
    await folder.close();
  }
};

const summarized = ({ core }: Folder): Promise<SampleSummary> => summarizeLog(core);

/** What does not hang on the secret of the installation. */
const comparable = ({ law, dossier: _, ...summary }: SampleSummary) => ({
  ...summary,
  law: law && { day: law.day, rule: law.rule, contacts: law.contacts },
});

describe('a sample played through the line', () => {
  let summary: SampleSummary;
  const shares: number[] = [];

  beforeAll(async () => {
    summary = await playIn(
      'whole',
      async (folder, host) => {
        const told = await summarized(folder);
        const counts = await countLog(folder.core.store);
        expect(told).toMatchObject({ debtors: counts.debtors, debts: counts.debts, events: counts.events });
        expect(told.contacts).toMatchObject({ sent: counts.sent, delivered: counts.delivered });
        expect(await unfinishedSample(folder.core)).toBeNull();
        const dossier = await host.reporting.dossier(told.dossier?.debtor ?? '', ruleTitles(readPacks()));
        expect(dossier.verified).toBe(true);
        return told;
      },
      (share) => shares.push(share),
    );
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('goes from its first day to its end', () => {
    expect(sampleStart(plan)).toBe('2026-02-04T00:00:00.000Z');
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(0)).toBeGreaterThanOrEqual(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    expect(summary.from?.startsWith('2026-02-04')).toBe(true);
  });

  it('has of everything that can happen', () => {
    const { contacts, payments, law, dossier, creditors, countries } = summary;
    expect([creditors.length, countries.length]).toEqual([3, 4]);
    for (const what of ['cleared', 'deferred', 'sent', 'delivered', 'bounced'] as const) {
      expect(contacts[what]).toBeGreaterThan(0);
    }
    expect(contacts.held.map(({ reason }) => reason)).toEqual(['NO_ADDRESS']);
    expect(payments.length).toBeGreaterThan(2);
    expect(law?.citation).toContain('Ley');
    expect(law?.title.en).not.toBe('');
    expect((law?.example.to ?? '') > (law?.example.from ?? '')).toBe(true);
    expect(Object.keys(dossier?.episodes ?? {})).toEqual(
      expect.arrayContaining(['delivered', 'deferred', 'paid']),
    );
  });

  it('is told in some thirty lines, none of them wide', () => {
    const where = {
      urls: { api: 'http://127.0.0.1:4000', mailbox: 'http://127.0.0.1:4000/mailbox' },
      justPlayed: true,
      dossierCommand: (debtor: string) => `npx cauce dossier ${debtor} --out dossier.html`,
      explainCommand: (contact: string) => `npx cauce explain ${contact}`,
    };
    const text = renderSummary(summary, where);
    expect(text).toContain('Sample portfolio');
    expect(text).toContain('http://');
    const later = renderSummary(summary, { ...where, urls: null, justPlayed: false });
    expect(later).not.toMatch(/http|ample portfolio/);
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(32);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(text).toContain(`npx cauce dossier ${summary.dossier?.debtor}`);
    expect(text).toContain(summary.law?.citation ?? '?');
  });

  it('changes nothing when it is played again', async () => {
    expect(await playIn('whole', summarized)).toEqual(summary);
  });

  it('goes on where it was broken off, and ends the same', async () => {
    const broken = playIn('broken', summarized, (share) => {
      if (share > 0.4) throw new Error('pulled the plug');
    });
    await expect(broken).rejects.toThrow('pulled the plug');
    expect(comparable(await playIn('broken', summarized))).toEqual(comparable(summary));
  });
});
