import { VirtualClock } from '@cauce/runtime';
import { afterAll, expect, it } from '@jest/globals';
import { openFolder } from '../host/folder.ts';
import { freshPlace, removePlaces } from '../testing/line.ts';
import { type Asked, CAP, carelessGateOn, gateOn, propose, race, tallyOf } from './testing/race.ts';

/** 10,000 proposals for 100 debtors in `npm run test:deep`, else a tenth of both. */
const DEBTORS = process.env.CAUCE_TEST_CASES === undefined ? 10 : 100;
const EACH = 100;
const GATES = 8;
const PATIENCE = 60_000 * DEBTORS;

afterAll(removePlaces);

/** A log on disk with proposals for some debtors. */
const onLog = async <T>(
  debtors: number,
  work: (core: Awaited<ReturnType<typeof openFolder>>['core'], asked: readonly Asked[]) => Promise<T>,
): Promise<T> => {
  const clock = new VirtualClock(Temporal.Instant.from('2026-03-11T15:00:00Z'));
  const folder = await openFolder({ dir: freshPlace().dir, clock });
  try {
    return await work(folder.core, await propose(folder.core, clock, debtors, EACH));
  } finally {
    await folder.close();
  }
};

const gates = <T>(make: () => T): T[] => Array.from({ length: GATES }, make);

it(
  `${GATES} gates on one log answer ${DEBTORS * EACH} proposals for ${DEBTORS} debtors once each and exceed no cap`,
  () =>
    onLog(DEBTORS, async (core, asked) => {
      expect(asked).toHaveLength(DEBTORS * EACH);
      // Neighbours are of one debtor: the gates are after the same stream at every moment.
      await race(
        gates(() => gateOn(core)),
        asked,
      );
      const { lost, twice, cleared } = await tallyOf(core, asked)();
      expect({ lost, twice }).toEqual({ lost: 0, twice: 0 });
      expect(cleared).toEqual(Array.from({ length: DEBTORS }, () => CAP));
    }),
  PATIENCE,
);

it('gates that decide on another look than their append stands on would exceed it', () =>
  onLog(2, async (core, asked) => {
    await race(
      gates(() => carelessGateOn(core)),
      asked,
    );
    const { cleared } = await tallyOf(core, asked)();
    expect(Math.max(...cleared)).toBeGreaterThan(CAP);
  }));
