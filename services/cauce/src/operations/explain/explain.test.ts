import { Importer } from '@cauce/ingestion';
import { derivedId, instantOfMs, msOf, type Uuid } from '@cauce/kernel';
import { bodyOf, type DebtorBody, type EventLine, everyDocument } from '@cauce/reporting';
import { readPacks } from '@cauce/rule-packs';
import { VirtualClock } from '@cauce/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contactWords, silenceWords } from '../../cli/words/explain.ts';
import type { App } from '../../host/app.ts';
import { openFolder } from '../../host/folder.ts';
import { startHost } from '../../host/host.ts';
import { beginSample, playSample } from '../../sample/play-sample.ts';
import { play } from '../../simulate/run.ts';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { freshPlace, removePlaces, withApp, withHost } from '../../testing/line.ts';
import { holdOperation, liftOperation } from '../intake/hold.ts';
import { importOperation } from '../intake/import.ts';
import { eraseOperation } from '../privacy/erase.ts';
import { explainOperation, explainSilenceOperation } from './explain.ts';
import { naiveSilence } from './testing/naive-silence.ts';

/** How many silences are compared. */
const PAIRS = 1_000;
const PLAYED = '2026-03-02T04:30:00.000Z';
const MORE = '2026-03-07T04:30:00.000Z';
const END = '2026-03-22T04:30:00.000Z';
const DAY_MS = 86_400_000;

const WORDS = {
  es: [
    'Decisión del',
    'porque nada lo impide',
    'no hay ninguna dirección válida',
    'sigue: 2026-03',
    'art. 3',
  ],
  en: ['Decision of', 'because nothing is against it', 'no valid address', 'next: 2026-03', 'art. 3'],
};

const { dir, file } = freshPlace();

/** Numbers from 0 to below 1, the same each time. */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const playOn = (now: string, until: string): Promise<void> =>
  withHost({ dir, now }, async (host, clock) => {
    const id = derivedId('test', until);
    const importer = new Importer(host.folder.core, id, {
      actor: 'policy:test',
      causationId: id,
      correlationId: id,
    });
    await play({ host, clock, importer, rows: [], until });
  });

const debtorsOf = async ({ reporting }: App): Promise<readonly DebtorBody[]> => {
  const bodies: DebtorBody[] = [];
  for await (const document of everyDocument(reporting.models.debtors)) bodies.push(bodyOf(document));
  return bodies.filter(({ debts }) => debts.length > 0);
};

const linesOf = async ({ reporting }: App): Promise<readonly EventLine[]> => {
  const lines: EventLine[] = [];
  for await (const line of reporting.exportEvents()) lines.push(line);
  return lines;
};

/** A month of a sample, then debts that are held, let go on, erased, and of a place whose law nobody loaded. */
beforeAll(async () => {
  const clock = new VirtualClock(Temporal.Instant.fromEpochMilliseconds(0));
  const folder = await openFolder({ dir, clock });
  const plan = await beginSample(folder.core, clock, { seed: 21, debtors: 40, days: 30, until: PLAYED });
  const host = await startHost(folder);
  await playSample(host, clock, plan);
  await host.stop();
  await folder.close();
  const lawless = bookOf([ZOILA, OTHER]).replaceAll('"CO";"America', '"VE";"America');
  const path = file('lawless.csv', lawless);
  const held = await withApp({ dir, now: PLAYED }, async (app) => {
    await importOperation(app, { file: path, mapping: 'cauce' });
    const debts = (await debtorsOf(app)).flatMap((body) => body.debts.map(({ debtId }) => debtId));
    for (const debt of debts.slice(0, 12)) await holdOperation(app, { debt, reason: 'dispute' });
    return debts.slice(0, 12);
  });
  await playOn(PLAYED, MORE);
  await withApp({ dir, now: MORE }, async (app) => {
    for (const debt of held.slice(0, 8)) await liftOperation(app, { debt });
  });
  for (const as of ['one', 'two'])
    await withApp({ dir, now: MORE, as }, (app) =>
      eraseOperation(app, { debtor: OTHER.document, reason: 'asked' }),
    );
  await playOn(MORE, END);
});

afterAll(removePlaces);

describe('explain of a silence', () => {
  it(`equals what ${PAIRS} random lines of the export say, for every debt of a debtor`, async () => {
    await withApp({ dir, now: END }, async (app) => {
      const [lines, debtors] = [await linesOf(app), await debtorsOf(app)];
      const byDebtor = Map.groupBy(lines, ({ data }) => (data as { debtorId?: Uuid }).debtorId);
      const random = numbers(7);
      const pick = <T>(among: readonly T[]): T => among[Math.floor(random() * among.length)] as T;
      const [from, to] = [msOf(lines[0]?.recordedAt ?? ''), msOf(END)];
      const reasons = new Set<string>();
      for (let n = 0; n < PAIRS; n += 1) {
        const { debtorId } = pick(debtors);
        const own = byDebtor.get(debtorId) ?? [];
        // Every other instant is near to something that happened, where silences are of more kinds.
        const event = msOf(pick(own).recordedAt);
        const near = n % 8 === 0 ? event : event + Math.round((random() - 0.4) * DAY_MS);
        const any = from - DAY_MS + Math.round(random() * (to - from + DAY_MS));
        const at = instantOfMs(Math.min(n % 2 === 0 ? near : any, to));
        const told = [...own, ...(byDebtor.get(undefined) ?? [])];
        const known = lines.filter((line) => told.includes(line));
        const { items } = await explainSilenceOperation(app, { debtor: debtorId, at });
        expect(items.length).toBeGreaterThan(0);
        for (const { debtId, reason, next } of items) {
          reasons.add(reason);
          expect({ debtorId, debtId, at, reason, next }).toEqual({
            debtorId,
            debtId,
            at,
            ...naiveSilence(known, debtorId, debtId, at),
          });
        }
      }
      expect([...reasons].sort()).toEqual(
        expect.arrayContaining([
          'already_contacted',
          'before_hour',
          'deferred',
          'erased',
          'held',
          'no_address',
          'no_step_due',
          'not_placed',
          'paid',
          'refused',
        ]),
      );
    });
  });

  it('of one debt speaks of no other, and refuses what is not the debtor’s', async () => {
    await withApp({ dir, now: END }, async (app) => {
      const some = (await debtorsOf(app)).filter(({ debts }) => debts.length > 1);
      const [
        {
          debtorId,
          debts: [first],
        } = { debtorId: '', debts: [] },
        other,
      ] = some;
      const debt = first?.debtId ?? '';
      const { items } = await explainSilenceOperation(app, { debtor: debtorId, at: END, debt });
      expect(items.map(({ debtId }) => debtId)).toEqual([debt]);
      const asked = { debtor: other?.debtorId ?? '', at: END };
      await expect(explainSilenceOperation(app, { ...asked, debt })).rejects.toThrow(/is not a debt of/);
      await expect(explainSilenceOperation(app, { ...asked, debt: debtorId })).rejects.toThrow(/not a debt/);
      await expect(explainSilenceOperation(app, { ...asked, at: 'ayer' })).rejects.toThrow(
        /must be an instant/,
      );
      const tomorrow = { ...asked, at: '2026-03-23T04:30:00Z' };
      await expect(explainSilenceOperation(app, tomorrow)).rejects.toThrow(
        /^at must be an instant that has come/,
      );
    });
  });
});

/** Names that are ours alone: codes with underscores, ids of rules. */
const RULES = readPacks().flatMap(({ rules }) => rules.map(({ id }) => id));
const OURS = new RegExp(`\\b([a-z]+_[a-z_]+|[A-Z]+_[A-Z_]+|${RULES.join('|')})\\b`);

/** Versions of texts go by the names that they were given. */
const TEXT_NAME = /\S+\.es@\d+/g;

describe('the words of explain', () => {
  it.each(['es', 'en'] as const)('name nothing by a name of ours, in %s', async (language) => {
    await withApp({ dir, now: END }, async (app) => {
      const said: string[] = [];
      for (const { debtorId } of await debtorsOf(app)) {
        const at = '2026-03-02T12:00:00Z';
        said.push(silenceWords(await explainSilenceOperation(app, { debtor: debtorId, at }), language));
      }
      for await (const { contactId } of app.reporting.exportContacts())
        said.push(contactWords(await explainOperation(app, { contact: contactId }), language));
      for (const text of said) expect(text.replaceAll(TEXT_NAME, '')).not.toMatch(OURS);
      const all = said.join('\n');
      for (const word of WORDS[language]) expect(all).toContain(word);
    });
  });
});

describe('the words of a silence', () => {
  it('lead to explain of the contact: its whole id ends the line of the last step', async () => {
    await withApp({ dir, now: END }, async (app) => {
      let led = 0;
      for (const { debtorId } of await debtorsOf(app)) {
        const silence = await explainSilenceOperation(app, { debtor: debtorId, at: '2026-03-02T12:00:00Z' });
        const ends = silenceWords(silence, 'en')
          .split('\n')
          .filter((line) => line.includes('last step'))
          .map((line) => line.split('  ').at(-1));
        expect(ends).toEqual(silence.items.flatMap(({ contactId }) => contactId ?? []));
        for (const contact of ends) await explainOperation(app, { contact: contact ?? '' });
        led += ends.length;
      }
      expect(led).toBeGreaterThan(10);
    });
  });
});

describe('explain of a contact', () => {
  it('names rules, inputs, citations and the next instant of every decision of the month', async () => {
    await withApp({ dir, now: END }, async (app) => {
      const lines = await linesOf(app);
      const own = lines.filter(({ data }) => (data as { decision?: unknown }).decision !== undefined);
      const contacts = new Set(own.map(({ data }) => (data as { contactId: Uuid }).contactId));
      const outcomes = { allow: 0, defer: 0, block: 0 };
      let decisions = 0;
      for (const contact of contacts) {
        const explained = await explainOperation(app, { contact });
        decisions += explained.decisions.length;
        for (const { items, pack, at } of explained.decisions) {
          expect(pack).not.toBe('');
          for (const item of items) {
            outcomes[item.decision] += 1;
            expect(item.rules.length).toBeGreaterThan(0);
            for (const { citation, outcome, inputs } of item.rules) {
              expect(citation).not.toBe('');
              if (outcome !== 'not_applicable') expect(Object.keys(inputs)).not.toEqual([]);
            }
            if (item.decision === 'defer') expect(item.next).toBe(item.notBefore);
            else if (item.next !== null) expect(item.next >= at).toBe(true);
            // Refused, and no step is left: nothing more is to happen.
            else expect(item.decision).toBe('block');
          }
        }
      }
      expect(decisions).toBe(own.length);
      for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(0);
    });
  });
});
