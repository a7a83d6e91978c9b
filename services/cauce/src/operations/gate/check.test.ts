import { Importer } from '@cauce/ingestion';
import { derivedId } from '@cauce/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gateCheckWords } from '../../cli/words/gate-check.ts';
import type { App } from '../../host/app.ts';
import { play } from '../../simulate/run.ts';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp, withHost } from '../../testing/line.ts';
import { explainOperation } from '../explain/explain.ts';
import { holdOperation, liftOperation } from '../intake/hold.ts';
import { importOperation } from '../intake/import.ts';
import { approvePackOperation, proposePackOperation } from '../packs/proposals.ts';
import type { Titled } from '../packs/rule-titles.ts';
import { eraseOperation } from '../privacy/erase.ts';
import { type ContactProposal, type GateCheck, gateCheckOperation } from './check.ts';

/** A Sunday night; the first step of both debts is planned for Monday, 09:30 in Bogotá. */
const NOW = endOf('2026-02-08');
const STEP = '2026-02-09T14:30:00.000Z';
const { dir, file } = freshPlace();

const proposal: ContactProposal = { debtor: ZOILA.reference, debts: [ZOILA.obligation], channel: 'email' };

/** Checks a contact, and that nothing was appended. */
const check = (told: Partial<ContactProposal> = {}, now = NOW): Promise<Titled<GateCheck>> =>
  withApp({ dir, now }, async (app) => {
    const { store } = app.folder.core;
    const before = await store.end();
    const result = await gateCheckOperation(app, { ...proposal, ...told });
    expect(await store.end()).toBe(before);
    return result;
  });

beforeAll(async () => {
  await simulateFile(dir, file('book.csv', bookOf([ZOILA, OTHER])), '2026-02-01', '2026-02-08');
});
afterAll(removePlaces);

describe('gate check', () => {
  it('puts off what the law does not allow now, with rules, citation and the first lawful minute', async () => {
    const { decision, notBefore, expiresAt, items, pack, basis } = await check();
    expect({ decision, notBefore, expiresAt }).toEqual({
      decision: 'defer',
      notBefore: '2026-02-09T12:00:00.000Z',
      expiresAt: null,
    });
    expect(items).toMatchObject([{ debt: ZOILA.obligation, decision: 'defer', notBefore }]);
    expect(items[0]?.reasons).toContain('DAY_NOT_ALLOWED');
    expect(items[0]?.rules).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: 'CO-HOURS',
          outcome: 'defer',
          citation: expect.stringContaining('Ley 2300'),
        }),
      ]),
    );
    expect(pack).toMatch(/^CO@/);
    expect(basis?.streams.map(({ stream }) => stream.split('-', 1)[0])).toEqual(
      expect.arrayContaining(['contact', 'debt', 'portfolio']),
    );
  });

  it('allows at an instant to come what will be lawful then, for as long as a clearance holds', async () => {
    expect(await check({ at: '2026-02-09T09:30:00-05:00' })).toMatchObject({
      decision: 'allow',
      at: STEP,
      withoutAddress: false,
      notBefore: null,
      expiresAt: '2026-02-09T14:45:00.000Z',
      notSpokenOf: [],
    });
    expect(await check({ at: '2026-02-09T18:55:00-05:00' })).toMatchObject({
      expiresAt: '2026-02-10T00:00:00.000Z',
    });
  });

  it('says what the gate then does', async () => {
    const foreseen = await check({ at: STEP });
    await withHost({ dir, now: NOW }, async (host, clock) => {
      const id = derivedId('test', 'check');
      const importer = new Importer(host.folder.core, id, {
        actor: 'policy:test',
        causationId: id,
        correlationId: id,
      });
      await play({ host, clock, importer, rows: [], until: STEP });
    });
    const rulesOf = (items: GateCheck['items']) =>
      items.map(({ debt, decision, reasons, rules }) => ({ debt, decision, reasons, rules }));
    await withApp({ dir, now: STEP }, async (app) => {
      for await (const { contactId, debtor, creditor } of app.reporting.exportContacts()) {
        if (debtor !== ZOILA.reference || creditor !== 'BANCO-ANDES') continue;
        const { items } = await explainOperation(app, { contact: contactId });
        expect(rulesOf(items)).toEqual(rulesOf(foreseen.items));
        return;
      }
      throw new Error('nothing was sent');
    });
  });

  it('counts what was sent since', async () => {
    const { decision, items } = await check({}, '2026-02-09T15:00:00.000Z');
    expect(decision).toBe('defer');
    const counted = items[0]?.rules.find(({ id }) => id === 'CO-DAY');
    expect(counted).toMatchObject({ outcome: 'defer', inputs: { counted: 1 } });
  });

  it('says why it would not speak of a debt', async () => {
    const now = '2026-02-10T15:30:00.000Z';
    const at = { dir, now };
    await withApp(at, (app) => holdOperation(app, { debt: ZOILA.obligation, reason: 'dispute' }));
    expect(await check({}, now)).toMatchObject({
      decision: 'block',
      withoutAddress: false,
      items: [],
      notSpokenOf: [{ debt: ZOILA.obligation, reason: 'held' }],
      pack: null,
    });
    await withApp(at, (app) => liftOperation(app, { debt: ZOILA.obligation }));
    expect(await check({ channel: 'push', at: '2026-02-17T15:00:00Z' }, now)).toMatchObject({
      decision: 'allow',
      withoutAddress: true,
      notSpokenOf: [{ debt: ZOILA.obligation, reason: 'no_address' }],
    });
    const tonight = await check({ channel: 'push', at: '2026-02-18T04:00:00Z' }, now);
    expect(tonight).toMatchObject({ decision: 'defer', withoutAddress: true, notSpokenOf: [] });
    const headline = (language: 'en' | 'es') => gateCheckWords(tonight, language).split('\n', 1)[0];
    expect(headline('en')).toMatch(
      /: defers, from .*; judged without an address, for the debtor has no valid one/,
    );
    expect(headline('es')).toMatch(/; juzgado sin dirección, pues el deudor no tiene ninguna válida/);
    for (const as of ['one', 'two'])
      await withApp({ ...at, as }, (app) => eraseOperation(app, { debtor: OTHER.document, reason: 'asked' }));
    expect(await check({ debtor: OTHER.document, debts: [OTHER.obligation] }, now)).toMatchObject({
      decision: 'block',
      notSpokenOf: [{ debt: '[erased]', reason: 'erased' }],
    });
  });

  it('judges by the packs that will be in force then, and says what their rules are called', async () => {
    const rule = {
      id: 'NO-LETTERS',
      kind: 'barred',
      title: { es: 'Sin cartas', en: 'No letters' },
      citation: { text: 'Contact policy, 3', publication: 'Minutes 1' },
      certainty: 'D',
      inForce: { from: '2026-01-01' },
      appliesTo: { channels: ['letter'] },
      parameters: {},
    };
    const policy = { jurisdiction: 'agency', version: '1.0.0', title: { es: 'Política', en: 'Policy' } };
    const effective = '2026-02-18T05:00:00Z';
    const propose = (app: App) =>
      proposePackOperation(app, { pack: { ...policy, rules: [rule] }, effective });
    const { proposalId } = await withApp({ dir, now: STEP, as: 'one' }, propose);
    await withApp({ dir, now: STEP, as: 'two' }, (app) =>
      approvePackOperation(app, { proposal: proposalId }),
    );
    const before = await check({ channel: 'letter', at: '2026-02-17T15:00:00Z' }, STEP);
    expect(before.decision).toBe('allow');
    const after = await check({ channel: 'letter', at: '2026-02-18T15:00:00Z' }, STEP);
    expect(after).toMatchObject({ decision: 'block', items: [{ decision: 'block' }] });
    expect(after.titles).toContainEqual({ pack: 'agency', rule: 'NO-LETTERS', reading: '', ...rule.title });
    expect(gateCheckWords(after, 'es')).toMatch(
      /^Contacto por .*, el 2026-02-\d\d \d\d:\d\d \(America\/Bogota\): impide/,
    );
    expect(gateCheckWords(after, 'es')).toContain('impide: Sin cartas (Contact policy, 3)');
    expect(gateCheckWords(after, 'en')).toContain('blocks: No letters (Contact policy, 3)');
  });

  it('names debts of two creditors', async () => {
    const another = bookOf([{ ...ZOILA, obligation: 'OTRA-1' }]).replaceAll('BANCO-ANDES', 'BANCO-RIO');
    const path = file('another.csv', another);
    await withApp({ dir, now: STEP }, (app) => importOperation(app, { file: path, mapping: 'cauce' }));
    await expect(check({ debts: [ZOILA.obligation, 'OTRA-1'] }, STEP)).rejects.toThrow(/several creditors/);
  });

  it.each<[string, Partial<ContactProposal>, RegExp]>([
    ['nobody', { debtor: 'NOBODY' }, /no debtor or debt is known as "NOBODY"/],
    ['an unknown debt', { debts: ['NOTHING'] }, /is known as "NOTHING"/],
    ['no debt', { debts: [] }, /at least one debt/],
    ['another’s debt', { debts: [OTHER.obligation] }, /no debt of this debtor/],
    ['an instant that is over', { at: '2026-02-01T12:00:00Z' }, /^at must be an instant to come/],
    ['no instant', { at: 'mañana' }, /must be an instant/],
  ])('names %s', async (_name, told, problem) => {
    await expect(check(told)).rejects.toThrow(problem);
  });
});
