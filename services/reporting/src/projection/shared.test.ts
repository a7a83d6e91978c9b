import { ManualMonotonic } from '@cauce/adapters/memory';
import { noTelemetry } from '@cauce/ports';
import { SystemMonotonic } from '@cauce/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Reporting } from '../reporting.ts';
import { type Case, openCase } from '../testing/rig.ts';

let rig: Case;
let reader: Reporting;
let keeper: Reporting;
beforeEach(async () => {
  rig = await openCase();
  await rig.reporting.close();
  const { store, readModels, ids, log } = rig;
  const parts = { log, store, readModels, ids, monotonic: new SystemMonotonic(), telemetry: noTelemetry };
  reader = new Reporting(parts);
  keeper = new Reporting(parts, { shared: true });
  await reader.open();
});
afterEach(async () => {
  await keeper.close();
  await rig.close();
});

describe('read models that another process keeps', () => {
  it('are known to be up to the log, also those that the last events did not touch', async () => {
    await keeper.start();
    await reader.caughtUp();
    await rig.history.pays(rig.card, 5_000);
    await reader.caughtUp();
    const { entries } = await reader.timeline('OBL-1');
    expect(entries.some(({ type }) => type === 'PaymentReceived')).toBe(true);
  });

  it('are waited for', async () => {
    let caughtUp = false;
    const waiting = reader.caughtUp().then(() => {
      caughtUp = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(caughtUp).toBe(false);
    await keeper.start();
    await waiting;
  });

  it('are waited for no longer when whoever keeps them gets no further', async () => {
    const { store, readModels, ids, log } = rig;
    const monotonic = new ManualMonotonic();
    const patient = new Reporting({ log, store, readModels, ids, monotonic, telemetry: noTelemetry });
    await patient.open();
    let outcome: unknown = 'waits';
    const waiting = patient.caughtUp().then(
      () => 'caught up',
      (error: Error) => error.message,
    );
    void waiting.then((it) => {
      outcome = it;
    });
    const pass = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 100) {
        monotonic.pass(100);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await pass(29_000);
    expect(outcome).toBe('waits');
    await pass(3_000);
    expect(await waiting).toBe('the read models do not follow the log: nothing was taken in for 30 s');
    await keeper.start();
    await reader.caughtUp();
    await patient.caughtUp();
  });

  it('are rebuilt by whoever keeps them', async () => {
    await keeper.start();
    await expect(reader.rebuild()).rejects.toThrow('by the process that keeps them');
    expect((await keeper.rebuild()).every(({ hash, liveHash }) => hash === liveHash)).toBe(true);
  });

  it('go on where another left them', async () => {
    await keeper.start();
    await keeper.caughtUp();
    await keeper.close();
    await rig.history.pays(rig.card, 5_000);
    await keeper.start();
    await reader.caughtUp();
    expect((await reader.timeline('OBL-1')).entries.map(({ type }) => type)).toContain('PaymentReceived');
  });
});
