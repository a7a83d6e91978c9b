import { PortfolioChanged } from '@cauce/contracts';
import { turnsDuring } from '@cauce/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Packs } from './packs.ts';
import { readjudicate } from './readjudicate.ts';
import { type GateRig, openGate, packOf } from './testing/rig.ts';

let rig: GateRig;
afterEach(() => rig.close());

/** One contact that was sent, a second of the same day that was put off. */
const decided = async () => {
  rig = await openGate();
  const { tell, request, accepted, history } = rig;
  await tell(await request());
  await accepted();
  history.at('2026-03-11T15:30:00.000Z');
  await tell(await request(undefined, { name: 'second' }));
  return rig.core.store;
};

describe('readjudicate', () => {
  it('stands on the basis of a decision, whatever was learned since', async () => {
    const store = await decided();
    const { history, book } = rig;
    history.at('2026-03-12T15:30:00.000Z');
    const changes = { zone: 'Pacific/Auckland', jurisdiction: 'NZ' };
    await history.append(
      'portfolio',
      book.portfolioId,
      PortfolioChanged.make({ portfolioId: book.portfolioId, changes }),
    );
    expect(await readjudicate(store, new Packs([packOf('debtor')]))).toEqual({
      decisions: 2,
      equal: 2,
      changed: [],
    });
  });

  it('names what comes out otherwise under other packs, and the first rule that says something else', async () => {
    const store = await decided();
    const pack = packOf('debtor');
    const without = { ...pack, rules: pack.rules.filter(({ id }) => id !== 'DAY') };
    const { equal, changed } = await readjudicate(store, new Packs([without]));
    expect(equal).toBe(1);
    expect(changed).toMatchObject([
      { was: 'defer', now: 'allow', notBefore: { was: '2026-03-12T12:00:00.000Z', now: null }, rule: 'DAY' },
    ]);
    expect(await readjudicate(store, new Packs([]))).toMatchObject({
      equal: 0,
      changed: [
        { was: 'allow', now: 'block', rule: 'HOURS' },
        { was: 'defer', now: 'block', rule: 'HOURS' },
      ],
    });
  });

  it('names the rule that adds a reason, not one whose change alone leaves all as it was', async () => {
    const store = await decided();
    const pack = packOf('debtor');
    const [hours, day] = pack.rules;
    if (hours?.kind !== 'hours' || !day) throw new Error('the pack is another one');
    const closed = { ...hours, parameters: { ...hours.parameters, closedOnHolidays: true } };
    const again = { ...day, id: 'AGAIN', reason: 'MIN_GAP' } as const;
    const tried = { ...pack, rules: [closed, day, again] };
    const { changed } = await readjudicate(store, new Packs([pack]), { pack: tried });
    const notBefore = '2026-03-12T12:00:00.000Z';
    expect(changed).toMatchObject([
      { was: 'defer', now: 'defer', notBefore: { was: notBefore, now: notBefore }, rule: 'AGAIN' },
    ]);
  });

  it('keeps to a period, and tells how far it is', async () => {
    const store = await decided();
    const told: number[][] = [];
    const onProgress = (...at: number[]): void => void told.push(at);
    const packs = new Packs([packOf('debtor')]);
    expect((await readjudicate(store, packs, { to: '2026-03-11T14:30:00.000Z', onProgress })).decisions).toBe(
      1,
    );
    expect((await readjudicate(store, packs, { from: '2026-03-11T14:30:00.001Z' })).decisions).toBe(1);
    expect(told).toEqual([[1, 1]]);
  });

  it('leaves others their turn after each person', async () => {
    const store = await decided();
    expect(await turnsDuring(() => readjudicate(store, new Packs([packOf('debtor')])))).toBeGreaterThan(0);
  });
});
