import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { csvOf, debtRow, openRig, paymentRow, type Rig } from './testing/rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

describe('payments', () => {
  it('are their reference, else their content and place among equals', async () => {
    await rig.take(csvOf([debtRow()]));
    const file = csvOf([paymentRow(), paymentRow(), paymentRow({ payment_reference: 'R1', amount: '50' })]);
    expect(await rig.take(file)).toMatchObject({
      accepted: 3,
      rejected: 0,
      notes: ['3 payments taken in'],
    });
    expect(await rig.events('PaymentReceived')).toHaveLength(3);
    expect(await rig.take(file)).toMatchObject({ accepted: 3, events: 0 });
    const twice = csvOf([
      paymentRow({ payment_reference: 'R1', amount: '50' }),
      paymentRow({ payment_reference: 'R1' }),
    ]);
    expect((await rig.take(twice)).rejects).toMatchObject([{ line: 3, value: 'R1' }]);
    expect(await rig.events('PaymentReceived')).toHaveLength(3);
  });

  it('wait for their debt, and keep what is too much', async () => {
    const terms = { jurisdiction: 'CO', zone: 'America/Bogota', currency: 'COP' };
    const early = csvOf([paymentRow({ ...terms, amount: '1500' })]);
    expect(await rig.take(early)).toMatchObject({
      accepted: 1,
      notes: ['1 payment taken in; 1 of them waits for a debt that is not known yet'],
    });
    expect(await rig.events('PaymentUnmatched')).toHaveLength(1);
    expect(await rig.take(early)).toMatchObject({ events: 0 });
    await rig.take(csvOf([debtRow()]));
    expect(await rig.events('PaymentMatched')).toHaveLength(1);
    const [received] = await rig.events('PaymentReceived');
    expect(received?.data).toMatchObject({ amount: 150_000, excess: 50_000 });
    expect(await rig.events('PlacementEnded')).toHaveLength(1);
    expect(await rig.take(early)).toMatchObject({ events: 0 });
  });

  it('are refused in another currency, and from the future', async () => {
    await rig.take(csvOf([debtRow()]));
    const rows = [paymentRow({ currency: 'USD' }), paymentRow({ paid_at: '2026-03-02', currency: 'COP' })];
    const { rejects } = await rig.take(csvOf(rows));
    expect(rejects).toMatchObject([
      { line: 2, column: 'currency', value: 'USD' },
      { line: 3, column: 'paid_at', value: '2026-03-02' },
    ]);
  });
});
